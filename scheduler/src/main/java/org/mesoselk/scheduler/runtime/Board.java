package org.mesoselk.scheduler.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Holds the newest {@link Published}. */
public final class Board {
    private final AtomicReference<Published> newest;
    private final List<Consumer<Published>> readers = new CopyOnWriteArrayList<>();

    public Board(Published first) {
        this.newest = new AtomicReference<>(first);
    }

    public Published read() {
        return newest.get();
    }

    /**
     * {@code reader} is told of everything that is published from now on, on the loop's thread: it must be quick.
     *
     * @return ends that
     */
    public AutoCloseable onPublish(Consumer<Published> reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    void publish(Published published) {
        newest.set(published);
        readers.forEach(reader -> reader.accept(published));
    }
}

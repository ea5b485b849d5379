package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.ReservationWish;

/** The one queue in front of the one thread that decides. */
public final class Inbox implements AutoCloseable {
    private static final String NOT_LEADING = "this scheduler has just ceased to lead";

    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    public sealed interface Entry {}

    public record Happened(Input input) implements Entry {}

    public record Wished<A>(Wish<A> wish, CompletableFuture<A> answer) implements Entry {
        void refuse(String sentence) {
            answer.complete(wish.unavailable(sentence, false));
        }
    }

    /** The loop shall end with this. */
    public record Ending(Exit exit) implements Entry {}

    public void put(Input input) {
        add(new Happened(input));
    }

    /** Answered by the loop's thread. */
    public <A> CompletableFuture<A> wish(Wish<A> wish) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        add(new Wished<>(wish, answer));
        return answer;
    }

    /** Asks for a reservation, or for the end of one. */
    public CompletableFuture<ReservationOutcome> wish(ReservationWish wish) {
        return wish(new WishOfReservations(wish));
    }

    public void end(Exit exit) {
        add(new Ending(exit));
    }

    private void add(Entry entry) {
        queue.add(entry);
        if (closed) {
            refuse();
        }
    }

    /** All that is there; waits up to {@code atMost} for the first. Empty when time has passed. */
    public List<Entry> take(Duration atMost) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        Entry first = queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            entries.add(first);
            queue.drainTo(entries);
        }
        return entries;
    }

    /** Nobody will take anything more: what comes is forgotten, who wishes for something is told so. */
    @Override
    public void close() {
        closed = true;
        refuse();
    }

    private void refuse() {
        List<Entry> left = new ArrayList<>();
        queue.drainTo(left);
        refuse(left);
    }

    /** Answers the wishes among {@code entries} that nobody has answered. */
    static void refuse(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Wished<?> wished) {
                wished.refuse(NOT_LEADING);
            }
        }
    }
}

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

    public record Wished(ScaleWish wish, CompletableFuture<ScaleOutcome> answer) implements Entry {}

    public record WishedOfReservations(ReservationWish wish, CompletableFuture<ReservationOutcome> answer)
            implements Entry {}

    /** The loop shall end with this. */
    public record Ending(Exit exit) implements Entry {}

    public void put(Input input) {
        add(new Happened(input));
    }

    /** Asks for another number of members; answered by the loop's thread. */
    public CompletableFuture<ScaleOutcome> wish(ScaleWish wish) {
        CompletableFuture<ScaleOutcome> answer = new CompletableFuture<>();
        add(new Wished(wish, answer));
        return answer;
    }

    /** Asks for a reservation, or for the end of one; answered by the loop's thread. */
    public CompletableFuture<ReservationOutcome> wish(ReservationWish wish) {
        CompletableFuture<ReservationOutcome> answer = new CompletableFuture<>();
        add(new WishedOfReservations(wish, answer));
        return answer;
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
            if (entry instanceof Wished wished) {
                wished.answer().complete(new ScaleOutcome.Unavailable(NOT_LEADING, false));
            } else if (entry instanceof WishedOfReservations wished) {
                wished.answer().complete(new ReservationOutcome.Unavailable(NOT_LEADING, false));
            }
        }
    }
}

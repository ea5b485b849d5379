package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A client that asks for the same page over and over, and notes when it did not get what it wants. */
final class Poller implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String url;
    private final Predicate<Rest.Answer> wanted;
    private final Thread thread;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger longestRow = new AtomicInteger();
    private volatile boolean goesOn = true;

    private Poller(String url, Predicate<Rest.Answer> wanted) {
        this.url = url;
        this.wanted = wanted;
        this.thread = new Thread(this::poll, "poller");
    }

    /** Content with any answer. */
    static Poller of(String url) {
        return of(url, answer -> true);
    }

    static Poller of(String url, Predicate<Rest.Answer> wanted) {
        Poller poller = new Poller(url, wanted);
        poller.thread.start();
        return poller;
    }

    private void poll() {
        int row = 0;
        while (goesOn) {
            Optional<String> failure = ask();
            if (failure.isPresent() && goesOn) {
                failures.add(Instant.now() + " " + failure.get());
                row++;
                longestRow.accumulateAndGet(row, Math::max);
            } else if (failure.isEmpty()) {
                successes.incrementAndGet();
                row = 0;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Optional<String> ask() {
        try {
            Rest.Answer answer = Rest.get(url, Duration.ofSeconds(30));
            return wanted.test(answer) ? Optional.empty() : Optional.of(answer.toString());
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    int successes() {
        return successes.get();
    }

    /** How many times it failed without a success between. */
    int longestRow() {
        return longestRow.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        goesOn = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(35).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

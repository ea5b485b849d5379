package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that asks for the same page over and over, and notes when it got no answer. */
final class Poller implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String url;
    private final Thread thread;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean goesOn = true;

    private Poller(String url) {
        this.url = url;
        this.thread = new Thread(this::poll, "poller");
    }

    static Poller of(String url) {
        Poller poller = new Poller(url);
        poller.thread.start();
        return poller;
    }

    private void poll() {
        while (goesOn) {
            try {
                Rest.get(url, Duration.ofSeconds(30));
            } catch (IOException e) {
                failures.add(Instant.now() + " " + e);
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
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

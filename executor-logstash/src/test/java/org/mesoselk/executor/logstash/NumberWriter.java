package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A task that writes numbered lines to its stdout, which is rotated as Mesos' own log rotation does: renamed to
 * {@code stdout.1}, that one to {@code stdout.2}, the oldest removed.
 */
final class NumberWriter implements AutoCloseable {

    private static final int BURST = 50;
    private static final int KEPT = 5;
    private static final long PAUSE_MILLIS = 40;

    private final Path sandbox;
    private final long rotateEvery;
    private final long total;
    private final Thread thread = new Thread(this::run, "number-writer");
    private final AtomicLong written = new AtomicLong();
    private volatile boolean ending;

    /** @param rotateEvery lines; @param total lines, over a few tens of seconds */
    NumberWriter(Path sandbox, long total, long rotateEvery) {
        this.sandbox = sandbox;
        this.total = total;
        this.rotateEvery = rotateEvery;
        thread.setDaemon(true);
        thread.start();
    }

    long written() {
        return written.get();
    }

    boolean isDone() {
        return written.get() == total;
    }

    private void run() {
        Path stdout = sandbox.resolve("stdout");
        try {
            while (!ending && written.get() < total) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < BURST; i++) {
                    lines.append("number ").append(written.get() + i).append(" of a task that counts\n");
                }
                Files.writeString(stdout, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (written.addAndGet(BURST) % rotateEvery == 0) {
                    rotate(stdout);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotate(Path stdout) throws IOException {
        for (int i = KEPT - 1; i >= 1; i--) {
            Path older = sandbox.resolve("stdout." + i);
            if (Files.exists(older)) {
                Files.move(older, sandbox.resolve("stdout." + (i + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(stdout, sandbox.resolve("stdout.1"));
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        thread.join();
    }
}

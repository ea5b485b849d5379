package org.mesoselk.localmesos.agent.command;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Looks at a task again and again, on a thread of its own, until it is closed. */
final class Watch implements AutoCloseable {

    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param delay before the first look
     * @param interval between the end of a look and the next
     * @param loop where results are told; none comes after {@link #close} there
     */
    Watch(Probe probe, Duration delay, Duration interval, Executor loop, Consumer<Probe.Result> told) {
        thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(delay.toMillis());
                        while (!closed) {
                            Probe.Result result = probe.look();
                            loop.execute(() -> tell(result, told));
                            Thread.sleep(interval.toMillis());
                        }
                    } catch (InterruptedException e) {
                        // Closed.
                    }
                },
                "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void tell(Probe.Result result, Consumer<Probe.Result> told) {
        if (!closed) {
            told.accept(result);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

package org.mesoselk.localmesos.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns an agent's state. What it is given after its end is dropped. */
final class AgentLoop implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);
    private static final long ANSWER_SECONDS = 30;

    private final ScheduledThreadPoolExecutor thread;

    AgentLoop(String name) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("the agent has ended: {}", e.getMessage());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Guarded, so the future has nothing to tell.
    void every(long millis, Runnable task) {
        thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Computes on the loop and waits for it.
     *
     * @throws RuntimeException what {@code question} throws, or that the agent has ended
     */
    <T> T ask(Callable<T> question) throws InterruptedException {
        try {
            return thread.submit(question).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException | RejectedExecutionException | CancellationException e) {
            throw new IllegalStateException("the agent has ended or is too busy", e);
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("the agent failed at something, and goes on", e);
            }
        };
    }

    @Override
    public void close() {
        for (Runnable left : thread.shutdownNow()) {
            if (left instanceof Future<?> asked) {
                asked.cancel(false);
            }
        }
    }
}

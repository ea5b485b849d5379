package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mesoselk.localmesos.http.HttpError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the master's state. */
final class MasterLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MasterLoop.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "master");
        made.setDaemon(true);
        return made;
    });

    /** Does {@code work} later, in turn; nothing when the master is closed. */
    void post(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("closed, nothing more is done");
        }
    }

    /**
     * Does {@code work} in turn and waits for its result.
     *
     * @throws HttpError as {@code work} does, and 503 when the master is closed
     */
    <T> T ask(Supplier<T> work) throws InterruptedException {
        try {
            return thread.submit(work::get).get();
        } catch (RejectedExecutionException e) {
            throw new HttpError(503, "The master is shutting down");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpError error) {
                throw new HttpError(error.status(), error.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    void every(Duration interval, Runnable work) {
        var unused = thread.scheduleWithFixedDelay(
                () -> guarded(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("the master failed at one event and goes on with the next", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}

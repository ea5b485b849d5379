package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks at something again and again: after a while, or at once when it is kicked. */
public final class Looking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);

    /** So that looks take a fifth of the time at most, whatever they cost. */
    private static final int PAUSES_A_LOOK = 4;

    private final Look look;
    private final Supplier<Duration> interval;
    private final Duration leastPause;
    private final Semaphore kicks = new Semaphore(0);
    private final Thread thread;

    /** Looks once and passes on what it saw. */
    public interface Look {
        void look() throws InterruptedException;
    }

    /**
     * @param interval how long to wait between looks, or four times as long as the last one took if that is longer
     * @param leastPause between looks however often it is kicked
     */
    public Looking(String name, Look look, Supplier<Duration> interval, Duration leastPause) {
        this.look = look;
        this.interval = interval;
        this.leastPause = leastPause;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Something is known to have changed: look again now. */
    public void kick() {
        kicks.release();
    }

    private void run() {
        try {
            while (true) {
                long began = System.nanoTime();
                lookOnce();
                long pause = Math.max(interval.get().toNanos(), PAUSES_A_LOOK * (System.nanoTime() - began));
                TimeUnit.NANOSECONDS.sleep(leastPause.toNanos());
                if (kicks.tryAcquire(pause - leastPause.toNanos(), TimeUnit.NANOSECONDS)) {
                    kicks.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    private void lookOnce() throws InterruptedException {
        try {
            look.look();
        } catch (RuntimeException e) {
            // Nobody else would look again if the thread ended with it.
            LOG.error("{} failed", thread.getName(), e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

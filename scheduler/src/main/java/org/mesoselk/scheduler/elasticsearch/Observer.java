package org.mesoselk.scheduler.elasticsearch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Elasticsearch again and again, on a thread of its own, through one member after the other when one fails. */
public final class Observer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    /** So that looks take a fifth of the time at most, however big the cluster is. */
    private static final int PAUSES_A_LOOK = 4;

    private final Supplier<List<String>> hosts;
    private final Supplier<Duration> interval;
    private final Consumer<ElasticsearchView> seen;
    private final InstantSource clock;
    private final ElasticsearchHttp http = new ElasticsearchHttp();
    private final NodeFacts facts = new NodeFacts();
    private final Semaphore kicks = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "elasticsearch-observer");
    private int turn;

    /**
     * @param hosts host:port of members that may answer
     * @param interval how long to wait between looks, or four times as long as the last one took if that is longer
     */
    public Observer(
            Supplier<List<String>> hosts,
            Supplier<Duration> interval,
            Consumer<ElasticsearchView> seen,
            InstantSource clock) {
        this.hosts = hosts;
        this.interval = interval;
        this.seen = seen;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Something was just changed: look again now. */
    public void kick() {
        kicks.release();
    }

    private void run() {
        try {
            while (true) {
                long began = System.nanoTime();
                seen.accept(look());
                long pause = Math.max(interval.get().toNanos(), PAUSES_A_LOOK * (System.nanoTime() - began));
                if (kicks.tryAcquire(pause, TimeUnit.NANOSECONDS)) {
                    kicks.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    private ElasticsearchView look() {
        List<String> present = hosts.get();
        if (present.isEmpty()) {
            return new ElasticsearchView.Unknown(clock.instant(), "no member runs that could be asked");
        }
        String host = present.get(Math.floorMod(turn, present.size()));
        ElasticsearchView view = Look.at(http, host, facts, clock.instant());
        if (view instanceof ElasticsearchView.Unknown unknown) {
            LOG.debug("{}", unknown.cause());
            turn++;
        }
        return view;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}

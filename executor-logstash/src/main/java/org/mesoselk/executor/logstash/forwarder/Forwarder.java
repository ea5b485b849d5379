package org.mesoselk.executor.logstash.forwarder;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.process.DirectoryLock;
import org.mesoselk.executor.logstash.Engine;
import org.mesoselk.executor.logstash.forwarder.deliver.Batch;
import org.mesoselk.executor.logstash.forwarder.deliver.BulkTarget;
import org.mesoselk.executor.logstash.forwarder.deliver.Counters;
import org.mesoselk.executor.logstash.forwarder.deliver.DeadLetters;
import org.mesoselk.executor.logstash.forwarder.deliver.Deliverer;
import org.mesoselk.executor.logstash.forwarder.deliver.Destinations;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchTarget;
import org.mesoselk.executor.logstash.forwarder.deliver.Pool;
import org.mesoselk.executor.logstash.forwarder.discover.Discovery;
import org.mesoselk.executor.logstash.forwarder.input.Inbox;
import org.mesoselk.executor.logstash.forwarder.input.Listeners;
import org.mesoselk.executor.logstash.forwarder.read.Reading;
import org.mesoselk.executor.logstash.forwarder.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that is built in: a thread that looks for files, one that reads them, a few that deliver. */
public final class Forwarder implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private static final long LOOK_EVERY_MILLIS = 1_000;

    /** Of the time, looking may take so large a part; but the first look, which reads everything, takes long. */
    private static final int LOOK_SHARE = 10;

    private static final long LOOK_AT_LEAST_EVERY_MILLIS = 3_000;

    private static final long WAIT_MILLIS = 200;
    private static final long LAST_MILLIS = 1_000;

    /** For how long another endpoint is preferred to one that failed. */
    private static final long AVOID = Duration.ofSeconds(10).toNanos();

    private final Discovery discovery;
    private final Listeners listeners;
    private final Inbox inbox;
    private final DirectoryLock lock;
    private final Pool pool;
    private final Reading reading;
    private final Destinations destinations;
    private final Counters counters = new Counters();
    private final Rate rate = new Rate(System.nanoTime());
    private final List<Thread> threads = new ArrayList<>();
    private final Thread reader;
    private volatile boolean ending;
    private volatile boolean given;

    /**
     * Prepares it.
     *
     * @param listeners that put into {@code inbox}; they have their ports
     * @param directory for positions and dead letters
     * @param lock of the directory; released when the engine has stopped
     * @throws IOException with a sentence when the positions, or the files to access Elasticsearch with, cannot be read
     */
    public Forwarder(
            LogstashTask task,
            List<URI> endpoints,
            Discovery discovery,
            Listeners listeners,
            Inbox inbox,
            Path directory,
            DirectoryLock lock)
            throws IOException {
        this.discovery = discovery;
        this.listeners = listeners;
        this.inbox = inbox;
        this.lock = lock;
        this.destinations = new Destinations(endpoints, AVOID);
        // As many as may be under way, and one that is being filled meanwhile.
        this.pool = new Pool(task.limits().requests() + 1, task.limits().batchBytes());
        Random random = new Random();
        this.reading = new Reading(
                task,
                new Registry(directory),
                OpenFiles.most(),
                pool,
                inbox,
                random,
                InstantSource.system(),
                System::nanoTime);
        BulkTarget target = new ElasticsearchTarget(task.output());
        DeadLetters deadLetters = new DeadLetters(directory, task.limits().deadLetterBytes());
        this.reader = daemon("reading", reading);
        threads.add(reader);
        threads.add(daemon("discovery", this::discover));
        for (int i = 0; i < task.limits().requests(); i++) {
            Deliverer deliverer =
                    new Deliverer(target, destinations, deadLetters, counters, new RealWaiting(), random, () -> given);
            threads.add(daemon("delivery-" + i, () -> deliver(deliverer)));
        }
    }

    @Override
    public void start(Consumer<String> failed) {
        threads.forEach(thread -> {
            thread.setUncaughtExceptionHandler((broken, cause) -> {
                LOG.error("{} has ended", broken.getName(), cause);
                failed.accept(broken.getName() + " has ended: " + cause);
            });
            thread.start();
        });
        listeners.start();
    }

    private void discover() {
        try {
            while (!ending) {
                long began = System.nanoTime();
                reading.found(discovery.look());
                long took = (System.nanoTime() - began) / 1_000_000;
                Thread.sleep(Math.min(LOOK_AT_LEAST_EVERY_MILLIS, Math.max(LOOK_EVERY_MILLIS, LOOK_SHARE * took)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Deliverer deliverer) {
        try {
            while (!given) {
                Optional<Batch> batch = pool.takeFull(WAIT_MILLIS);
                if (batch.isPresent() && deliverer.deliver(batch.get())) {
                    pool.empty(batch.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void endpoints(List<URI> now) {
        if (!now.equals(destinations.all())) {
            LOG.info("Elasticsearch is at {}", now);
            destinations.set(now);
        }
    }

    @Override
    public LogstashReport report() {
        Reading.Lags lags = reading.lags();
        return LogstashReport.of(LogstashTask.FORWARDER)
                .withFiles(lags.files(), lags.bytes(), lags.most())
                .withEvents(counters.events(), rate.since(counters.events(), System.nanoTime()), counters.duplicates())
                .withLosses(counters.deadLetters(), inbox.dropped())
                .withLastError(counters.lastError().or(lags::trouble));
    }

    @Override
    public boolean stop(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        ending = true;
        listeners.close();
        reading.end();
        reader.join(Math.max(1, grace.toMillis()));
        while (!pool.isIdle() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        boolean isDelivered = pool.isIdle() && inbox.first().isEmpty();
        given = true;
        reading.cut();
        reader.join(LAST_MILLIS);
        destinations.wake();
        if (reader.isAlive()) {
            LOG.warn("Reading has not ended; the positions of a second ago count");
            return false;
        }
        try {
            reading.close();
            lock.close();
        } catch (IOException e) {
            LOG.error("The positions cannot be stored; what was delivered since the last time is delivered again", e);
        }
        return isDelivered;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private final class RealWaiting implements Deliverer.Waiting {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(long millis) throws InterruptedException {
            destinations.awaitChange(millis);
        }
    }
}

package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashReport.FileLag;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.forwarder.deliver.Batch;
import org.mesoselk.executor.logstash.forwarder.deliver.Pool;
import org.mesoselk.executor.logstash.forwarder.discover.Look;
import org.mesoselk.executor.logstash.forwarder.input.Inbox;
import org.mesoselk.executor.logstash.forwarder.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading thread: follows what is found, fills batches, keeps the positions. */
public final class Reading implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    /** How long an event may wait for others to share a request with. */
    private static final long LINGER = Duration.ofMillis(200).toNanos();

    private static final long STORE_EVERY = Duration.ofSeconds(1).toNanos();

    /** Of the thread's time, storing may take so large a part. */
    private static final int STORE_SHARE = 20;

    private static final long PAUSE_MILLIS = 25;
    private static final long WAIT_MILLIS = 200;

    private final Tails tails;
    private final Reader reader;
    private final Pool pool;
    private final Inbox inbox;
    private final LongSupplier nanoTime;
    private final AtomicReference<Optional<Look>> found = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Lags> lags = new AtomicReference<>(new Lags(0, 0, List.of(), Optional.empty()));
    private volatile boolean ending;
    private volatile boolean cut;
    private final Filling ofInbox = new Filling(() -> cut);

    private Optional<Batch> current = Optional.empty();
    private long filledSince;
    private long storeAt;

    /**
     * How far behind it is.
     *
     * @param bytes of all files
     * @param most the files with the most
     */
    public record Lags(int files, long bytes, List<FileLag> most, Optional<String> trouble) {}

    /** @throws IOException with a sentence when the positions cannot be read */
    public Reading(
            LogstashTask task,
            Registry registry,
            int mostOpen,
            Pool pool,
            Inbox inbox,
            RandomGenerator random,
            InstantSource clock,
            LongSupplier nanoTime)
            throws IOException {
        this.tails = new Tails(registry, task, mostOpen, random, clock, nanoTime);
        this.pool = pool;
        this.inbox = inbox;
        this.nanoTime = nanoTime;
        this.reader = new Reader(tails, new Filling(() -> ending || cut), clock, nanoTime, task);
    }

    /** From another thread: these files are there. */
    public void found(Look look) {
        found.set(Optional.of(look));
    }

    public Lags lags() {
        return lags.get();
    }

    /** Reads on no more; what has come over the network still goes out. */
    public void end() {
        ending = true;
    }

    /** Not even that. */
    public void cut() {
        cut = true;
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                boolean any = round();
                if (!any) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
            takeIn();
            submit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has come over the network. @return whether there was anything */
    private boolean takeIn() throws InterruptedException {
        boolean any = false;
        Optional<byte[]> item = inbox.first();
        while (item.isPresent()) {
            byte[] bytes = item.get();
            Optional<Batch> batch = ofInbox.current();
            if (batch.isPresent() && !batch.get().isEmpty() && !batch.get().hasRoom(bytes.length)) {
                submit();
                batch = ofInbox.current();
            }
            if (batch.isEmpty()) {
                return any;
            }
            Batch into = batch.get();
            System.arraycopy(bytes, 0, into.body(), into.length(), bytes.length);
            into.added(into.length() + bytes.length);
            inbox.removeFirst();
            any = true;
            item = inbox.first();
        }
        return any;
    }

    private boolean round() throws InterruptedException {
        boolean any = keepHouse();
        any |= takeIn();
        any |= reader.round();
        if (current.isPresent() && nanoTime.getAsLong() - filledSince > LINGER) {
            submit();
        }
        return any;
    }

    /** What has to go on also while Elasticsearch takes nothing. @return whether files were found */
    private boolean keepHouse() {
        try {
            Optional<Look> look = found.getAndSet(Optional.empty());
            if (look.isPresent()) {
                tails.apply(look.get());
            }
            long now = nanoTime.getAsLong();
            if (storeAt - now <= 0) {
                tails.store();
                tails.measure();
                storeAt = now + Math.max(STORE_EVERY, STORE_SHARE * (nanoTime.getAsLong() - now));
                lags.set(lags(Optional.empty()));
            }
            return look.isPresent();
        } catch (IOException e) {
            String sentence = "The positions cannot be stored: " + clause(e) + ".";
            if (!lags.get().trouble().equals(Optional.of(sentence))) {
                LOG.error(sentence);
            }
            storeAt = nanoTime.getAsLong() + STORE_EVERY;
            lags.set(lags(Optional.of(sentence)));
            return false;
        }
    }

    private static String clause(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private Lags lags(Optional<String> failure) {
        long all = 0;
        // The least of those that have the most comes first.
        PriorityQueue<Tail> most = new PriorityQueue<>(Comparator.comparingLong(Tail::lag));
        for (Tail tail : tails.all()) {
            long lag = tail.lag();
            all += lag;
            if (lag > 0) {
                most.add(tail);
                if (most.size() > LogstashReport.MOST_FILES) {
                    most.remove();
                }
            }
        }
        return new Lags(
                tails.all().size(),
                all,
                most.stream()
                        .map(tail -> new FileLag(tail.path().toString(), tail.lag()))
                        .sorted(Comparator.comparingLong(FileLag::lagBytes).reversed())
                        .toList(),
                failure.or(tails::trouble));
    }

    private void submit() {
        current.ifPresent(batch -> {
            if (batch.isEmpty()) {
                batch.settle();
                pool.empty(batch);
            } else {
                pool.full(batch);
            }
        });
        current = Optional.empty();
    }

    /** After the thread and the deliverers have ended: what is settled by now is the last word. */
    public void close() throws IOException {
        try {
            tails.store();
        } finally {
            tails.close();
        }
    }

    private final class Filling implements Reader.Batches {

        private final BooleanSupplier isOver;

        Filling(BooleanSupplier isOver) {
            this.isOver = isOver;
        }

        @Override
        public Optional<Batch> current() throws InterruptedException {
            while (current.isEmpty() && !isOver.getAsBoolean()) {
                current = pool.takeEmpty(WAIT_MILLIS);
                filledSince = nanoTime.getAsLong();
                if (current.isEmpty()) {
                    keepHouse();
                }
            }
            return current;
        }

        @Override
        public void submit() {
            Reading.this.submit();
        }
    }
}

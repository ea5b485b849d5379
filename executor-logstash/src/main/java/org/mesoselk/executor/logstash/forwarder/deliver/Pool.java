package org.mesoselk.executor.logstash.forwarder.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** All batches that there are, empty ones and full ones; whoever wants an empty one waits while Elasticsearch is slow. */
public final class Pool {

    private final BlockingQueue<Batch> empty = new LinkedBlockingQueue<>();
    private final BlockingQueue<Batch> full = new LinkedBlockingQueue<>();
    private final List<Batch> all = new ArrayList<>();

    /** @param capacity of each, in bytes */
    public Pool(int batches, int capacity) {
        for (int i = 0; i < batches; i++) {
            all.add(new Batch(capacity));
        }
        empty.addAll(all);
    }

    public Optional<Batch> takeEmpty(long millis) throws InterruptedException {
        return Optional.ofNullable(empty.poll(millis, TimeUnit.MILLISECONDS));
    }

    public void full(Batch batch) {
        full.add(batch);
    }

    public Optional<Batch> takeFull(long millis) throws InterruptedException {
        return Optional.ofNullable(full.poll(millis, TimeUnit.MILLISECONDS));
    }

    public void empty(Batch batch) {
        batch.clear();
        empty.add(batch);
    }

    /** Whether nothing is on its way. */
    public boolean isIdle() {
        return empty.size() == all.size();
    }
}

package org.mesoselk.cli.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.mesoselk.cli.api.NodePool;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** Searches the indices in turn, once there are any, until it is interrupted. Partial results are failures. */
final class SearchLoop implements Runnable {

    private static final int KEPT = 1000;

    private final NodePool pool;
    private final Acknowledged acknowledged;
    private final Duration pause;
    private final InstantSource clock;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final List<String> failures = new ArrayList<>();

    SearchLoop(NodePool pool, Acknowledged acknowledged, Duration pause, InstantSource clock) {
        this.pool = pool;
        this.acknowledged = acknowledged;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            for (int turn = 0; ; turn++) {
                List<String> indices = acknowledged.awaitIndices();
                if (indices.isEmpty()) {
                    return;
                }
                search(indices.get(turn % indices.size()));
            }
        } catch (InterruptedException e) {
            // The end that the ledger asks for.
        }
    }

    private void search(String index) throws InterruptedException {
        Duration rest = pause;
        try {
            String path = "/" + index + "/_search?size=1&allow_partial_search_results=false";
            pool.request("GET", path, "", SearchLoop::requireAllShards);
        } catch (IOException e) {
            keep(clock.instant() + " " + index + ": " + e.getMessage());
            // Last, so that whoever sees the number finds the reason.
            failed.incrementAndGet();
            rest = rest.compareTo(WriteLoop.FAILURE_PAUSE) > 0 ? rest : WriteLoop.FAILURE_PAUSE;
        }
        done.incrementAndGet();
        if (!rest.isZero()) {
            Thread.sleep(rest.toMillis());
        }
    }

    private static void requireAllShards(byte[] answer) throws IOException {
        try {
            if (Json.tree(answer).at("/_shards/failed").asInt(-1) != 0) {
                throw new IOException("not all shards answered");
            }
        } catch (JacksonException e) {
            throw new IOException("the answer is no JSON", e);
        }
    }

    private synchronized void keep(String failure) {
        if (failures.size() < KEPT) {
            failures.add(failure);
        }
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    long done() {
        return done.get();
    }

    long failed() {
        return failed.get();
    }
}

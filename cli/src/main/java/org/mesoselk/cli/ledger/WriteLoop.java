package org.mesoselk.cli.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.mesoselk.cli.api.NodePool;

/** Writes document after document until it is interrupted. */
final class WriteLoop implements Runnable {

    /** After a failure, so that refused connections do not make it spin. */
    static final Duration FAILURE_PAUSE = Duration.ofMillis(100);

    private final NodePool pool;
    private final Acknowledged acknowledged;
    private final LedgerOptions options;
    private final InstantSource clock;
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<Optional<String>> lastError = new AtomicReference<>(Optional.empty());

    WriteLoop(NodePool pool, Acknowledged acknowledged, LedgerOptions options, InstantSource clock) {
        this.pool = pool;
        this.acknowledged = acknowledged;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            for (int number = 0; ; number++) {
                for (String index : options.indices()) {
                    write(index, number);
                }
            }
        } catch (InterruptedException e) {
            // The end that the ledger asks for.
        }
    }

    private void write(String index, int number) throws InterruptedException {
        String id = id(number);
        String document = "{\"n\":" + number + ",\"text\":\"line " + id + "\"}";
        Duration pause = options.writePause();
        try {
            pool.request("PUT", "/" + index + "/_doc/" + id, document, answer -> {});
            acknowledged.add(index, number);
        } catch (IOException e) {
            // Not acknowledged, so nothing is owed.
            lastError.set(Optional.of(clock.instant() + " " + e.getMessage()));
            failed.incrementAndGet();
            pause = pause.compareTo(FAILURE_PAUSE) > 0 ? pause : FAILURE_PAUSE;
        }
        if (!pause.isZero()) {
            Thread.sleep(pause.toMillis());
        }
    }

    static String id(int number) {
        return String.format("%09d", number);
    }

    long failed() {
        return failed.get();
    }

    Optional<String> lastError() {
        return lastError.get();
    }
}

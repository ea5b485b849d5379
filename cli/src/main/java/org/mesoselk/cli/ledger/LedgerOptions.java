package org.mesoselk.cli.ledger;

import java.time.Duration;
import java.util.List;

/**
 * How a ledger is kept.
 *
 * @param indices written in turn; they come into being with their first document
 * @param requestTimeout after which a request has failed at one endpoint; 30 s is the Elasticsearch client's
 * @param writePause after each document; zero writes without pause
 * @param searchPause after each search; zero searches without pause
 */
public record LedgerOptions(List<String> indices, Duration requestTimeout, Duration writePause, Duration searchPause) {

    public LedgerOptions {
        indices = List.copyOf(indices);
        if (indices.isEmpty()) {
            throw new IllegalArgumentException("a ledger needs an index to write to");
        }
    }

    /** Without pause, with the Elasticsearch client's time-out. */
    public static LedgerOptions of(String... indices) {
        return new LedgerOptions(List.of(indices), Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO);
    }

    public LedgerOptions withPauses(Duration write, Duration search) {
        return new LedgerOptions(indices, requestTimeout, write, search);
    }

    public LedgerOptions withRequestTimeout(Duration timeout) {
        return new LedgerOptions(indices, timeout, writePause, searchPause);
    }
}

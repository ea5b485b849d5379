package org.mesoselk.systemtest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.ledger.Comparison;
import org.mesoselk.cli.ledger.FrameworkEndpoints;
import org.mesoselk.cli.ledger.LedgerOptions;

/** The ledger of {@code elk}, kept with an installation: a client that writes and searches all the while. */
final class Ledger implements AutoCloseable {

    private final FrameworkEndpoints endpoints;
    private final org.mesoselk.cli.ledger.Ledger ledger;

    private Ledger(Installation installation, LedgerOptions options) {
        endpoints = watching(installation);
        ledger = org.mesoselk.cli.ledger.Ledger.start(endpoints, options);
    }

    private static FrameworkEndpoints watching(Installation installation) {
        try {
            return FrameworkEndpoints.watching(
                    () -> installation.schedulers().apis().stream()
                            .map(URI::create)
                            .toList(),
                    new Http());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Without pause. */
    Ledger(Installation installation, String... indices) {
        this(installation, LedgerOptions.of(indices));
    }

    /** A client that leaves most of a small machine to whom it watches, and does not wait long for a stopped node. */
    static Ledger calm(Installation installation, String... indices) {
        return new Ledger(
                installation,
                LedgerOptions.of(indices)
                        .withPauses(Duration.ofMillis(50), Duration.ofMillis(200))
                        .withRequestTimeout(Duration.ofSeconds(10)));
    }

    long size() {
        return ledger.counts().acknowledged();
    }

    long searches() {
        return ledger.counts().searches();
    }

    String lastWriteError() {
        return ledger.lastWriteError().orElse("none");
    }

    List<String> failedSearches() {
        return ledger.failedSearches();
    }

    /** Stops writing and searching; after that the ledger can be compared. */
    void stop() {
        ledger.stop();
    }

    /** Acknowledged ids that Elasticsearch no longer has; each id is looked up by itself, not counted. */
    List<String> missing() throws IOException {
        try {
            Comparison comparison = ledger.compare(Duration.ofSeconds(60));
            if (comparison.missing().isEmpty() && !comparison.complete()) {
                throw new AssertionError("not every acknowledged document was looked up: " + comparison);
            }
            return comparison.missing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        ledger.close();
        endpoints.close();
    }
}

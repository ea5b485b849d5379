package org.mesoselk.cli.ledger;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mesoselk.cli.api.NodePool;

/**
 * A client that indexes documents with known ids one after another, keeps each id that Elasticsearch acknowledged, and
 * searches all the while; afterwards it looks each of them up. It behaves as clients do: a failed request goes once
 * more, to another endpoint.
 */
public final class Ledger implements AutoCloseable {

    private final Acknowledged acknowledged;
    private final NodePool pool;
    private final LedgerOptions options;
    private final WriteLoop writes;
    private final SearchLoop searches;
    private final Thread writer;
    private final Thread searcher;

    private Ledger(Supplier<List<URI>> endpoints, LedgerOptions options) {
        this.options = options;
        acknowledged = new Acknowledged(options.indices(), System::nanoTime);
        pool = new NodePool(endpoints, options.requestTimeout(), System::nanoTime);
        writes = new WriteLoop(pool, acknowledged, options, InstantSource.system());
        searches = new SearchLoop(pool, acknowledged, options.searchPause(), InstantSource.system());
        writer = daemon("ledger-writer", writes);
        searcher = daemon("ledger-searcher", searches);
    }

    /**
     * Begins to write and to search.
     *
     * @param endpoints asked before each request for the nodes' http addresses, such as http://127.0.0.1:9200; called
     *     by two threads, and expected to answer at once
     */
    public static Ledger start(Supplier<List<URI>> endpoints, LedgerOptions options) {
        Ledger ledger = new Ledger(endpoints, options);
        ledger.writer.start();
        ledger.searcher.start();
        return ledger;
    }

    public LedgerCounts counts() {
        return new LedgerCounts(
                acknowledged.count(), writes.failed(), searches.done(), searches.failed(), acknowledged.longestGap());
    }

    /** When and why, the first thousand; {@link LedgerCounts#failedSearches()} counts all. */
    public List<String> failedSearches() {
        return searches.failures();
    }

    /** When and why the last document was given up. */
    public Optional<String> lastWriteError() {
        return writes.lastError();
    }

    /** Stops writing and searching. A request on its way is given up, which counts as nothing. */
    public void stop() {
        writer.interrupt();
        searcher.interrupt();
        try {
            writer.join(Duration.ofSeconds(60).toMillis());
            searcher.join(Duration.ofSeconds(60).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        acknowledged.close();
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Looks up each acknowledged id by itself. Stop the ledger before.
     *
     * @param patience how long a look-up that fails is tried again
     * @throws IOException when Elasticsearch would not say of some ids whether it has them
     */
    public Comparison compare(Duration patience) throws IOException, InterruptedException {
        return new LookUp(pool, acknowledged, options.indices()).compare(patience);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}

package org.mesoselk.cli.ledger;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;

/**
 * The nodes' addresses as a scheduler tells them, asked for twice a second by a thread of its own, so that who wants
 * them never waits. While no scheduler can be asked the last ones hold, as in a client that sniffs.
 */
public final class FrameworkEndpoints implements Supplier<List<URI>>, AutoCloseable {

    private static final long PAUSE_MILLIS = 500;

    private final Supplier<List<URI>> schedulers;
    private final Http http;
    private final Thread watcher = new Thread(this::watch, "ledger-endpoints");
    private volatile List<URI> last = List.of();

    private FrameworkEndpoints(Supplier<List<URI>> schedulers, Http http) {
        this.schedulers = schedulers;
        this.http = http;
        watcher.setDaemon(true);
    }

    /**
     * Asks once, and then by itself.
     *
     * @param schedulers addresses of their APIs; the first that answers with endpoints is believed
     */
    public static FrameworkEndpoints watching(Supplier<List<URI>> schedulers, Http http) throws InterruptedException {
        FrameworkEndpoints endpoints = new FrameworkEndpoints(schedulers, http);
        endpoints.last = endpoints.ask().orElse(List.of());
        endpoints.watcher.start();
        return endpoints;
    }

    @Override
    public List<URI> get() {
        return last;
    }

    private void watch() {
        try {
            while (true) {
                last = ask().orElse(last);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    private Optional<List<URI>> ask() throws InterruptedException {
        for (URI scheduler : schedulers.get()) {
            try {
                List<String> endpoints =
                        new SchedulerApi(scheduler, http).status().endpoints();
                if (!endpoints.isEmpty()) {
                    return Optional.of(endpoints.stream().map(URI::create).toList());
                }
            } catch (IOException | IllegalArgumentException e) {
                // The next one may know.
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}

package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A client that indexes documents with known ids without pause, keeps each id that Elasticsearch acknowledged, and
 * searches all the while. It behaves as clients do: a failed request goes once more to another endpoint.
 */
final class Ledger implements AutoCloseable {

    private final List<String> indices;
    private final Supplier<List<String>> endpoints;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong next = new AtomicLong();
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final List<String> failedSearches = new ArrayList<>();
    private final List<String> searchable = new CopyOnWriteArrayList<>();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicReference<String> lastWriteError = new AtomicReference<>("none");
    private final Thread writer = new Thread(this::write, "ledger-writer");
    private final Thread searcher = new Thread(this::search, "ledger-searcher");

    /** @param endpoints asked before each request for http://host:port of the live members */
    Ledger(Supplier<List<String>> endpoints, String... indices) {
        this.endpoints = endpoints;
        this.indices = List.of(indices);
        writer.start();
        searcher.start();
    }

    int size() {
        return acknowledged.size();
    }

    String lastWriteError() {
        return lastWriteError.get();
    }

    private void write() {
        while (running.get()) {
            long number = next.getAndIncrement();
            for (String index : indices) {
                String id = String.format("%09d", number);
                try {
                    retrying(endpoint -> {
                        Rest.Answer answer = Rest.put(
                                endpoint + "/" + index + "/_doc/" + id,
                                "{\"n\":" + number + ",\"text\":\"line " + id + "\"}");
                        if (answer.status() != 200 && answer.status() != 201) {
                            throw new IOException("HTTP " + answer.status() + ": " + answer.body());
                        }
                    });
                    acknowledged.add(index + "/" + id);
                    if (!searchable.contains(index)) {
                        searchable.add(index);
                    }
                } catch (IOException e) {
                    // Not acknowledged, so nothing is owed. What matters is what was acknowledged.
                    lastWriteError.set(Instant.now() + " " + e);
                }
            }
        }
    }

    private void search() {
        while (running.get()) {
            if (searchable.isEmpty()) {
                Thread.onSpinWait();
                continue;
            }
            String index = searchable.get((int) (searches.getAndIncrement() % searchable.size()));
            try {
                retrying(endpoint -> {
                    JsonNode found = Rest.get(
                                    endpoint + "/" + index + "/_search?size=1&allow_partial_search_results=false")
                            .expect(200)
                            .json();
                    if (found.at("/_shards/failed").asInt() > 0) {
                        throw new IOException("failed shards: " + found);
                    }
                });
            } catch (IOException | AssertionError e) {
                synchronized (failedSearches) {
                    failedSearches.add(Instant.now() + " " + index + ": " + e.getMessage());
                }
            }
        }
    }

    private interface Request {
        void to(String endpoint) throws IOException;
    }

    /** One retry, after a moment and at another endpoint when there is one, as a client's node pool does. */
    private void retrying(Request request) throws IOException {
        List<String> known = endpoints.get();
        if (known.isEmpty()) {
            throw new IOException("no endpoints");
        }
        int start = (int) (next.get() % known.size());
        try {
            request.to(known.get(start));
        } catch (IOException | AssertionError first) {
            List<String> now = endpoints.get();
            request.to(now.get((start + 1) % now.size()));
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops writing and searching; after that the ledger can be compared. */
    void stop() {
        running.set(false);
        try {
            writer.join(Duration.ofSeconds(60).toMillis());
            searcher.join(Duration.ofSeconds(60).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> failedSearches() {
        synchronized (failedSearches) {
            return List.copyOf(failedSearches);
        }
    }

    long searches() {
        return searches.get();
    }

    /** Acknowledged ids that Elasticsearch no longer has; each id is looked up by itself, not counted. */
    Set<String> missing() throws IOException {
        Set<String> missing = new TreeSet<>();
        String endpoint = endpoints.get().get(0);
        for (String index : indices) {
            List<String> ids = acknowledged.stream()
                    .filter(entry -> entry.startsWith(index + "/"))
                    .map(entry -> entry.substring(index.length() + 1))
                    .toList();
            for (int from = 0; from < ids.size(); from += 1000) {
                List<String> some = ids.subList(from, Math.min(from + 1000, ids.size()));
                String body = "{\"ids\":[\"" + String.join("\",\"", some) + "\"]}";
                JsonNode answer = Rest.post(endpoint + "/" + index + "/_mget?_source=false", body)
                        .expect(200)
                        .json();
                for (JsonNode document : answer.get("docs")) {
                    if (!document.path("found").asBoolean(false)) {
                        missing.add(index + "/" + document.path("_id").asString());
                    }
                }
            }
        }
        return missing;
    }
}

package org.mesoselk.cli.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mesoselk.cli.api.NodePool;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Searches what was collected. All pages of one search are of one moment (a point in time), and each begins behind the last
 * event of the one before, so that none is missing or comes twice while more is written.
 */
final class LogSearch {

    /** Data streams of logs, as Elastic names them; daily indices of the framework begin like them. */
    private static final String INDICES = "/logs-*-*";

    /** An index that is removed meanwhile is no fault; a shard that does not answer is one. */
    private static final String LENIENT = "?ignore_unavailable=true&allow_no_indices=true";

    /** A line may have 128 KiB. */
    private static final int PAGE = 250;

    private static final String KEEP_ALIVE = "2m";

    private final NodePool pool;

    LogSearch(NodePool pool) {
        this.pool = pool;
    }

    /** One answer without events: numbers and aggregations. */
    JsonNode count(Map<String, Object> query, Map<String, Object> aggregations)
            throws IOException, InterruptedException {
        Map<String, Object> body = Map.of("size", 0, "track_total_hits", true, "query", query, "aggs", aggregations);
        return ask("POST", INDICES + "/_search" + LENIENT + "&allow_partial_search_results=false", body);
    }

    /** How many there are. */
    long count(LogQuery query) throws IOException, InterruptedException {
        return count(query.whole(), Map.of()).at("/hits/total/value").asLong(0);
    }

    /**
     * Every event, the oldest first.
     *
     * @param goesOn asked after each page: whoever reads it may have had enough
     */
    void all(LogQuery query, Consumer<LogLine> each, BooleanSupplier goesOn) throws IOException, InterruptedException {
        pages(query, "asc", Long.MAX_VALUE, each, goesOn);
    }

    /** The last ones, the oldest of them first. */
    List<LogLine> last(LogQuery query, int count) throws IOException, InterruptedException {
        List<LogLine> newestFirst = new ArrayList<>();
        pages(query, "desc", count, newestFirst::add, () -> true);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private void pages(LogQuery query, String order, long most, Consumer<LogLine> each, BooleanSupplier goesOn)
            throws IOException, InterruptedException {
        JsonNode opened = ask("POST", INDICES + "/_pit" + LENIENT + "&keep_alive=" + KEEP_ALIVE, Map.of());
        String pit = opened.path("id").asString("");
        try {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("query", query.whole());
            body.put("sort", LogQuery.sort(order));
            body.put("track_total_hits", false);
            body.put("_source", List.of(Fields.TIMESTAMP, Fields.MESSAGE, Fields.STREAM, Fields.TASK_ID));
            long left = most;
            while (left > 0) {
                int size = (int) Math.min(PAGE, left);
                body.put("size", size);
                body.put("pit", Map.of("id", pit, "keep_alive", KEEP_ALIVE));
                JsonNode answer = ask("POST", "/_search?allow_partial_search_results=false", body);
                JsonNode hits = answer.path("hits").path("hits");
                hits.forEach(hit -> each.accept(LogLine.of(hit)));
                if (hits.size() < size || !goesOn.getAsBoolean()) {
                    return;
                }
                left -= hits.size();
                body.put("search_after", hits.get(hits.size() - 1).path("sort"));
                pit = answer.path("pit_id").asString(pit);
            }
        } finally {
            close(pit);
        }
    }

    /** It ends by itself too. */
    private void close(String pit) throws InterruptedException {
        try {
            ask("DELETE", "/_pit", Map.of("id", pit));
        } catch (IOException e) {
            // What was asked for has been told.
        }
    }

    private JsonNode ask(String method, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        return tree(pool.request(method, path, body.isEmpty() ? "" : Json.write(body), LogSearch::requireWhole));
    }

    /** An answer of which a part is missing would be taken for all there is. */
    private static void requireWhole(byte[] answer) throws IOException {
        JsonNode json = tree(answer);
        if (json.path("timed_out").asBoolean(false)
                || json.at("/_shards/failed").asInt(0) > 0) {
            throw new IOException("of its shards " + json.at("/_shards/failed").asInt(0) + " failed");
        }
    }

    private static JsonNode tree(byte[] answer) throws IOException {
        try {
            return Json.tree(answer);
        } catch (JacksonException e) {
            throw new IOException("the answer is no JSON", e);
        }
    }
}

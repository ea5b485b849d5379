package org.mesoselk.cli.logs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** An Elasticsearch with events of tasks in it, as far as they are searched for here. */
final class FakeLogs implements AutoCloseable {

    record Event(String time, String taskId, String taskName, String stream, long offset, String message) {
        String path() {
            return "/sandbox/" + taskId + "/" + stream;
        }
    }

    final List<Event> events = new CopyOnWriteArrayList<>();
    /** Points in time that are open. */
    final Map<String, List<Event>> open = new HashMap<>();
    /** Done before each page is answered. */
    volatile Runnable beforeAPage = () -> {};

    volatile int failedShards = 0;

    /** That were asked for. */
    volatile int pages = 0;

    private final HttpServer server;

    FakeLogs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] request = exchange.getRequestBody().readAllBytes();
        JsonNode body = request.length == 0 ? Json.mapper().createObjectNode() : Json.tree(request);
        Object answer;
        if (path.endsWith("/_pit")) {
            answer = exchange.getRequestMethod().equals("DELETE") ? close(body) : open(path);
        } else {
            answer = body.has("pit") ? page(body) : numbers(body);
        }
        byte[] json = Json.bytes(answer);
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private Map<String, Object> open(String path) {
        if (!path.startsWith("/logs-*-*/")) {
            throw new IllegalArgumentException(path);
        }
        String id = "pit-" + open.size();
        open.put(id, List.copyOf(events));
        return Map.of("id", id);
    }

    private Map<String, Object> close(JsonNode body) {
        open.remove(body.path("id").asString());
        return Map.of("succeeded", true);
    }

    private Map<String, Object> page(JsonNode body) {
        pages++;
        beforeAPage.run();
        List<Event> snapshot = open.get(body.at("/pit/id").asString());
        boolean descending = body.at("/sort/0/@timestamp/order").asString().equals("desc");
        Comparator<Event> order =
                Comparator.comparing(Event::time).thenComparing(Event::path).thenComparing(Event::offset);
        List<Event> found = matching(snapshot, body.path("query"))
                .sorted(descending ? order.reversed() : order)
                .toList();
        JsonNode after = body.path("search_after");
        // The last of a hit's sort values tells its place: as _shard_doc does.
        int from = after.isMissingNode() ? 0 : after.get(3).asInt() + 1;
        int to = Math.min(found.size(), from + body.path("size").asInt());
        List<Map<String, Object>> hits = new ArrayList<>();
        for (int i = from; i < to; i++) {
            hits.add(hit(found.get(i), i));
        }
        return Map.of("pit_id", body.at("/pit/id").asString(), "_shards", shards(), "hits", Map.of("hits", hits));
    }

    private static Map<String, Object> hit(Event event, int place) {
        return Map.of(
                "_index",
                "logs-mesos-default",
                "_id",
                event.path() + event.offset(),
                "_source",
                Map.of(
                        "@timestamp",
                        event.time(),
                        "message",
                        event.message(),
                        "stream",
                        event.stream(),
                        "mesos",
                        Map.of("task", Map.of("id", event.taskId()))),
                "sort",
                List.of(event.time(), event.path(), event.offset(), place));
    }

    private Map<String, Object> numbers(JsonNode body) {
        List<Event> found = matching(events, body.path("query")).toList();
        Map<String, Object> last = new HashMap<>();
        found.stream().map(Event::time).max(String::compareTo).ifPresent(it -> last.put("value_as_string", it));
        return Map.of(
                "_shards",
                shards(),
                "hits",
                Map.of("total", Map.of("value", found.size())),
                "aggregations",
                Map.of(
                        "ids", buckets(found.stream().map(Event::taskId)),
                        "names", buckets(found.stream().map(Event::taskName)),
                        "last", last));
    }

    private static Map<String, Object> buckets(Stream<String> values) {
        List<Map<String, Object>> buckets = values.filter(value -> !value.isEmpty())
                .distinct()
                .map(value -> Map.<String, Object>of("key", value))
                .toList();
        return Map.of("buckets", buckets, "sum_other_doc_count", 0);
    }

    private Map<String, Object> shards() {
        return Map.of("failed", failedShards);
    }

    private static Stream<Event> matching(List<Event> all, JsonNode query) {
        if (query.has("match_all")) {
            return all.stream();
        }
        JsonNode either = query.at("/bool/should");
        String id = either.get(0).at("/term/mesos.task.id").asString();
        String name = either.get(1).at("/term/mesos.task.name").asString();
        String since = query.at("/bool/filter/0/range/@timestamp/gte").asString("");
        return all.stream()
                .filter(event -> event.taskId().equals(id) || event.taskName().equals(name))
                .filter(event -> event.time().compareTo(since) >= 0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

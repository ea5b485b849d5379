package org.mesoselk.scheduler.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers with what was recorded, unless it is told otherwise for a path. */
final class FakeElasticsearch implements AutoCloseable {
    record Answer(int status, byte[] body) {}

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile String hanging = "nothing";

    FakeElasticsearch() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        answer("GET /_tasks", 200, "{\"tasks\": []}");
        Map.of(
                        "/_cluster/settings", "settings",
                        "/_nodes/stats/fs,indices/store", "disk",
                        "/_nodes/http", "http",
                        "/_template", "template",
                        "/_cluster/health", "health",
                        "/_cluster/state/master_node,nodes,routing_table,metadata", "state")
                .forEach((path, name) ->
                        answer("GET " + path, 200, new String(Answers.bytes(name), StandardCharsets.UTF_8)));
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param request e.g. {@code GET /_cluster/health} */
    void answer(String request, int status, String body) {
        answers.put(request, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whatever has this in its path or query is a bad request. */
    void refuse(String part) {
        refused.add(part);
    }

    /** This path never answers. */
    void hang(String path) {
        hanging = path;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body.replaceAll("\\s", ""));
        if (path.equals(hanging)) {
            await();
        }
        String uri = exchange.getRequestURI().toString();
        Answer answer = refused.stream().anyMatch(uri::contains)
                ? new Answer(400, "{}".getBytes(StandardCharsets.UTF_8))
                : answers.getOrDefault(
                        exchange.getRequestMethod() + " " + path,
                        new Answer(200, "{\"acknowledged\":true}".getBytes(StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.getResponseHeaders().add("X-elastic-product", "Elasticsearch");
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}

package org.mesoselk.cli.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** One node that takes documents by id, searches and gives them back; several may share their documents. */
final class FakeElasticsearch implements AutoCloseable {

    final Set<String> documents;
    volatile int status = 200;
    volatile int failedShards = 0;
    volatile String sayOfDocuments = "";
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeElasticsearch(Set<String> documents) throws IOException {
        this.documents = documents;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            byte[] body = (status == 200 ? answer(exchange) : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    static Set<String> shared() {
        return ConcurrentHashMap.newKeySet();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private String answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String index = path.split("/")[1];
        if (path.contains("/_doc/")) {
            documents.add(index + "/" + path.substring(path.lastIndexOf('/') + 1));
            return "{}";
        }
        if (path.endsWith("/_search")) {
            return Json.write(Map.of("_shards", Map.of("failed", failedShards)));
        }
        JsonNode ids = Json.tree(body.getBytes(StandardCharsets.UTF_8)).path("ids");
        return StreamSupport.stream(ids.spliterator(), false)
                .map(id -> "{\"_id\":\"" + id.asString() + "\"," + found(index + "/" + id.asString()) + "}")
                .collect(Collectors.joining(",", "{\"docs\":[", "]}"));
    }

    private String found(String document) {
        return sayOfDocuments.isEmpty() ? "\"found\":" + documents.contains(document) : sayOfDocuments;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

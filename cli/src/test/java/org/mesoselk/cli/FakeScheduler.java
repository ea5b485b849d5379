package org.mesoselk.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as a scheduler's REST API does. */
public final class FakeScheduler implements AutoCloseable {

    public volatile int code = 200;
    public volatile String status;
    public volatile String coverage = "{}";
    /** Of other paths than these two. */
    public final Map<String, String> answers = new ConcurrentHashMap<>();
    /** As in PUT /v1/x?y=z {"value":3}. */
    public final List<String> changes = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    public FakeScheduler(String status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (!exchange.getRequestMethod().equals("GET")) {
                String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                changes.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + sent.replaceAll("\\s+", ""));
            }
            String path = exchange.getRequestURI().getPath();
            String answer = path.equals("/v1/coverage") ? coverage : answers.getOrDefault(path, this.status);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Of its API. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

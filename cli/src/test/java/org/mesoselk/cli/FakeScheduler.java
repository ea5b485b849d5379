package org.mesoselk.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers as a scheduler's REST API does. */
public final class FakeScheduler implements AutoCloseable {

    public volatile int code = 200;
    public volatile String status;
    public volatile String coverage = "{}";
    private final HttpServer server;

    public FakeScheduler(String status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean ofCoverage = exchange.getRequestURI().getPath().equals("/v1/coverage");
            byte[] body = (ofCoverage ? coverage : this.status).getBytes(StandardCharsets.UTF_8);
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

package org.mesoselk.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.api.Http;

class FrameworkEndpointsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private volatile String answer = "{\"endpoints\": [\"http://127.0.0.1:9200\"]}";
    private HttpServer scheduler;

    @BeforeEach
    void aScheduler() throws IOException {
        scheduler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        scheduler.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        scheduler.start();
    }

    @AfterEach
    void stop() {
        scheduler.stop(0);
    }

    @Test
    void they_are_known_at_once_and_follow_what_the_scheduler_says() throws Exception {
        try (FrameworkEndpoints endpoints = watching()) {
            assertThat(endpoints.get()).containsExactly(URI.create("http://127.0.0.1:9200"));
            answer = "{\"endpoints\": [\"http://127.0.0.1:9201\"]}";
            await().until(endpoints::get, List.of(URI.create("http://127.0.0.1:9201"))::equals);
        }
    }

    @Test
    void the_last_ones_hold_while_nobody_knows_better() throws Exception {
        try (FrameworkEndpoints endpoints = watching()) {
            answer = "{\"endpoints\": []}";
            int before = asked.get();
            await().until(() -> asked.get() > before + 1);
            assertThat(endpoints.get()).hasSize(1);
            scheduler.stop(0);
            assertThat(endpoints.get()).hasSize(1);
        }
    }

    private FrameworkEndpoints watching() throws InterruptedException {
        URI gone = URI.create("http://127.0.0.1:1");
        URI alive = URI.create("http://127.0.0.1:" + scheduler.getAddress().getPort());
        return FrameworkEndpoints.watching(() -> List.of(gone, alive), new Http());
    }
}

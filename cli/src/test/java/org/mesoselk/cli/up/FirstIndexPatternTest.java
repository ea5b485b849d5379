package org.mesoselk.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** Against what answers as Elasticsearch 5.6 does. */
class FirstIndexPatternTest {

    private static final String NONE = "{\"hits\": {\"total\": 0, \"hits\": []}}";
    private static final String CONFIG = """
            {"hits": {"total": 1, "hits": [{"_id": "5.1.1", "_version": 3, "_source": {"buildNum": 14566}}]}}""";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> written = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void anElasticsearch() throws IOException {
        answers.put("/.kibana/config/_search", CONFIG);
        answers.put("/.kibana/index-pattern/_search", NONE);
        answers.put("/mesos-logs-*/_search", "{\"hits\": {\"total\": 7, \"hits\": []}}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_new_kibana_gets_one_and_begins_with_it() throws InterruptedException {
        put(Duration.ofSeconds(20));
        JsonNode pattern = written.get("/.kibana/index-pattern/mesos-logs-*?op_type=create&refresh=true");
        assertThat(pattern.path("timeFieldName").asString()).isEqualTo("@timestamp");
        assertThat(pattern.path("title").asString()).isEqualTo("mesos-logs-*");
        JsonNode config = written.get("/.kibana/config/5.1.1?refresh=true&version=3");
        assertThat(config.path("defaultIndex").asString()).isEqualTo("mesos-logs-*");
        assertThat(config.path("buildNum").asInt()).as("what was there stays").isEqualTo(14566);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_kibana_that_has_one_keeps_what_it_has() throws InterruptedException {
        answers.put("/.kibana/index-pattern/_search", CONFIG);
        put(Duration.ofSeconds(20));
        assertThat(written).isEmpty();
    }

    @Test
    void a_default_that_somebody_has_chosen_stays() throws InterruptedException {
        answers.put("/.kibana/config/_search", CONFIG.replace("\"buildNum\"", "\"defaultIndex\": \"mine-*\", \"b\""));
        put(Duration.ofSeconds(20));
        assertThat(written).hasSize(1);
        assertThat(written.keySet().iterator().next()).startsWith("/.kibana/index-pattern/");
    }

    @Test
    void without_a_line_or_an_index_of_kibana_it_says_where_to_make_one() throws InterruptedException {
        answers.put("/mesos-logs-*/_search", NONE);
        put(Duration.ofMillis(400));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no line of a log has come yet", "page Management");
        answers.put("/.kibana/config/_search", "{\"hits\": {\"total\": 0}}");
        put(Duration.ofMillis(400));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Kibana has not made its index yet");
        assertThat(written).isEmpty();
    }

    private void put(Duration patience) throws InterruptedException {
        URI elasticsearch = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new FirstIndexPattern(elasticsearch, new Http(), patience)
                .put(new PlainProgress(new PrintStream(said, true, StandardCharsets.UTF_8), () -> 0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String body = "{}";
        if (exchange.getRequestMethod().equals("PUT")) {
            written.put(
                    asked.getPath() + "?" + asked.getQuery(),
                    Json.tree(exchange.getRequestBody().readAllBytes()));
        } else {
            body = answers.get(asked.getPath());
        }
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

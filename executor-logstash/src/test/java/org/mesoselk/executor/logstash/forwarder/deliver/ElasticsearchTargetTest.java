package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask.Access;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.deliver.BulkTarget.Result;
import tools.jackson.databind.JsonNode;

/** What is said to the lines of Elasticsearch; answers are those of 8.19.20 and 5.6.16. */
class ElasticsearchTargetTest {

    private static final String TAKEN = "{\"items\":[{\"create\":{\"status\":201}}]}";
    private static final String VERSION = "GET /";
    private static final Optional<String> DAILY = Optional.of("mesos-logs-%{+yyyy.MM.dd}");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    private record Answer(int status, String body) {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            asked.add(request);
            bodies.put(request, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            Answer answer = answers.getOrDefault(request, new Answer(404, "{}"));
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void isLine8() {
        answers.clear();
        answers.put("PUT /_index_template/mesos-elk-logs-mesos", new Answer(200, "{\"acknowledged\":true}"));
        answers.put("POST /logs-mesos-default/_bulk", new Answer(200, TAKEN));
        answers.put(VERSION, new Answer(200, "{\"version\":{\"number\":\"8.19.20\"}}"));
    }

    private void isLine5(String template) {
        answers.clear();
        answers.put(
                "GET /_index_template/" + template,
                new Answer(400, "No handler found for uri [/_index_template/" + template + "] and method [GET]"));
        answers.put("PUT /_template/" + template, new Answer(200, "{\"acknowledged\":true}"));
        answers.put("POST /logs-mesos-default/doc/_bulk", new Answer(200, TAKEN));
        answers.put("POST /_bulk", new Answer(400, "{\"error\":{\"reason\":\"type is missing\"}}"));
        answers.put(VERSION, new Answer(200, "{\"version\":{\"number\":\"5.6.16\"}}"));
    }

    private static Output output(Optional<String> index) {
        return new Output("mesos", "default", Map.of("index.number_of_replicas", "0"), false, index, Access.OPEN);
    }

    private Result send(ElasticsearchTarget target) throws IOException {
        asked.clear();
        Batch batch = new Batch(1024);
        byte[] item = "{\"create\":{\"_id\":\"1\"}}\n{}\n".getBytes(UTF_8);
        System.arraycopy(item, 0, batch.body(), 0, item.length);
        batch.added(item.length);
        return target.send(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), batch, 1);
    }

    @Test
    void anElasticsearchOfTodayIsNotAskedForItsVersion() throws IOException {
        isLine8();
        ElasticsearchTarget target = new ElasticsearchTarget(output(Optional.empty()));
        assertThat(send(target)).isInstanceOf(Result.Looked.class);
        assertThat(asked)
                .containsExactly(
                        "GET /_index_template/mesos-elk-logs-mesos",
                        "PUT /_index_template/mesos-elk-logs-mesos",
                        "POST /logs-mesos-default/_bulk");
        send(target);
        assertThat(asked).containsExactly("POST /logs-mesos-default/_bulk");
    }

    @Test
    void elasticsearch5GetsItsOwnTemplateAndATypeForEventsThatNameTheirIndex() throws IOException {
        isLine5("mesos-elk-mesos-logs");
        ElasticsearchTarget target = new ElasticsearchTarget(output(DAILY));
        assertThat(send(target)).isInstanceOf(Result.Looked.class);
        JsonNode template =
                Json.tree(bodies.get("PUT /_template/mesos-elk-mesos-logs").getBytes(UTF_8));
        assertThat(template.path("template").asString()).isEqualTo("mesos-logs-*");
        assertThat(template.at("/settings/index.number_of_replicas").asString()).isEqualTo("0");
        assertThat(template.at("/mappings/doc/properties/@timestamp/type").asString())
                .isEqualTo("date");
        send(target);
        assertThat(asked).containsExactly("POST /logs-mesos-default/doc/_bulk");
    }

    @Test
    void elasticsearch5HasAnIndexInPlaceOfTheDataStream() throws IOException {
        isLine5("mesos-elk-logs-mesos");
        assertThat(send(new ElasticsearchTarget(output(Optional.empty())))).isInstanceOf(Result.Looked.class);
        assertThat(asked).last().isEqualTo("POST /logs-mesos-default/doc/_bulk");
    }

    @Test
    void whoDoesNotSayThatItIsA5IsSpokenToAsToday() throws IOException {
        isLine5("mesos-elk-logs-mesos");
        answers.put(VERSION, new Answer(403, "{}"));
        Result.Refused refused = (Result.Refused) send(new ElasticsearchTarget(output(Optional.empty())));
        assertThat(refused.sentence()).contains("400", "No handler found");
        answers.put(VERSION, new Answer(200, "{\"version\":{\"number\":\"8.5.6\"}}"));
        assertThat(send(new ElasticsearchTarget(output(Optional.empty())))).isInstanceOf(Result.Refused.class);
        assertThat(asked).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void anotherLineInItsPlaceIsNoticed() throws IOException {
        isLine5("mesos-elk-logs-mesos");
        ElasticsearchTarget target = new ElasticsearchTarget(output(Optional.empty()));
        send(target);

        isLine8();
        answers.put("POST /logs-mesos-default/doc/_bulk", new Answer(405, "{}"));
        assertThat(send(target)).isInstanceOf(Result.Refused.class);
        assertThat(send(target)).isInstanceOf(Result.Looked.class);
        assertThat(asked).last().isEqualTo("POST /logs-mesos-default/_bulk");
    }
}

package org.mesoselk.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.api.elasticsearch.ElasticsearchApi;
import org.mesoselk.scheduler.core.model.Input;
import tools.jackson.databind.JsonNode;

class ApiTest {
    private static final String NODES = "/v1/cluster/elasticsearchNodes";

    @TempDir
    private static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static HttpServer elasticsearch;
    private static FakeScheduler scheduler;
    private static ApiServer api;

    @BeforeAll
    static void start() throws Exception {
        elasticsearch = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        elasticsearch.createContext("/", exchange -> {
            byte[] body = ("{\"asked\":\"" + exchange.getRequestURI() + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().contains("stats") ? 418 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        elasticsearch.start();
        scheduler = new FakeScheduler(elasticsearch.getAddress().getPort());
        Path jar = Files.writeString(folder.resolve("executor.jar"), "the jar");
        api = ApiServer.start(ElasticsearchApi.class, scheduler.context(Optional.of(jar)), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        api.close();
        scheduler.close();
        elasticsearch.stop(0);
    }

    @AfterEach
    void scaleBack() throws Exception {
        scheduler.storeFails = false;
        scheduler.inbox.put(new Input.Timer());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> scheduler.board.read().deciding());
        put(NODES, "3");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(at(path));
    }

    private static HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send(at(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("reasons").get(0).path("name").asString()).isEqualTo(reason);
        assertThat(problem.path("reasons").get(0).path("sentence").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception", "at org.", "trace");
    }

    @Test
    void theStatusHasExactlyItsKeys() throws Exception {
        JsonNode status = json(get("/v1/status"));
        assertThat(status.propertyNames())
                .containsExactly(
                        "api",
                        "frameworkId",
                        "wanted",
                        "ready",
                        "state",
                        "endpoints",
                        "members",
                        "waits",
                        "operation",
                        "leadership");
        assertThat(status.path("leadership").propertyNames())
                .containsExactly("leader", "epoch", "electedAt", "subscribedAt", "reconciledAt", "decidingAt");
        assertThat(status.path("leadership").path("leader").asString()).isEqualTo("http://127.0.0.1:" + api.port());
        assertThat(status.path("leadership").path("epoch").asInt()).isEqualTo(7);
        assertThat(status.path("api").asString()).isEqualTo("http://127.0.0.1:" + api.port());
        assertThat(status.path("frameworkId").asString()).isEqualTo("F-1");
        assertThat(status.path("wanted").asInt()).isEqualTo(3);
        assertThat(status.path("ready").asInt()).isEqualTo(1);
        assertThat(status.path("state").asString()).isEqualTo("unknown");
        assertThat(status.path("endpoints").get(0).asString())
                .isEqualTo("http://127.0.0.1:" + elasticsearch.getAddress().getPort());
        JsonNode member = status.path("members").get(0);
        assertThat(member.propertyNames())
                .containsExactly("name", "agent", "task", "state", "sandbox", "failures", "notBefore");
        assertThat(member.path("sandbox").asString())
                .isEqualTo("http://agent/files/browse?path=/frameworks/F-1/executors/es-default-0.1/runs/latest");
        assertThat(status.path("members").get(1).path("state").asString()).isEqualTo("PENDING");
        assertThat(status.path("waits").get(0).path("name").asString()).isEqualTo("no-offer-fits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "{\"value\": 5}", " {\"value\":5, \"more\": 1} "})
    void scalingTakesBothFormsOfTheBody(String body) throws Exception {
        HttpResponse<String> answer = put(NODES, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("value").asInt()).isEqualTo(5);
        assertThat(json(answer).path("operation").path("to").asInt()).isEqualTo(5);
        assertThat(json(answer).path("notes").get(0).asString()).isEqualTo("a note");
        assertThat(json(get(NODES)).path("value").asInt()).isEqualTo(5);
        JsonNode operation = json(get("/v1/status")).path("operation");
        assertThat(operation.propertyNames()).containsExactly("id", "kind", "from", "to", "status", "progress");
        assertThat(operation.path("progress").propertyNames()).containsExactly("shardsLeft", "bytesLeft", "leaving");
    }

    @Test
    void curlsFormContentTypeIsTakenToo() throws Exception {
        HttpResponse<String> answer = send(at(NODES)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"value\":4}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(get(NODES)).path("value").asInt()).isEqualTo(4);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        assertThat(json(put(NODES + "?dryRun=true", "7")).path("dryRun").asBoolean())
                .isTrue();
        assertThat(json(get(NODES)).path("value").asInt()).isEqualTo(3);
    }

    @Test
    void theSameNumberIsFine() throws Exception {
        assertThat(json(put(NODES, "3")).path("notes").get(0).asString()).contains("wanted already");
    }

    @Test
    void whatNeedsConfirmationIsRefusedUntilItIsConfirmed() throws Exception {
        HttpResponse<String> refused = put(NODES, "1");
        assertProblem(refused, 409, "below-quorum");
        assertThat(json(refused).path("detail").asString()).contains("confirm=true");
        assertThat(put(NODES + "?confirm=true", "1").statusCode()).isEqualTo(200);
    }

    @Test
    void ifMatchComparesTheGeneration() throws Exception {
        String tag = get("/v1/spec").headers().firstValue("ETag").orElseThrow();
        assertThat(get(NODES).headers().firstValue("ETag")).contains(tag);
        HttpRequest.Builder request = at(NODES).header("If-Match", tag).PUT(HttpRequest.BodyPublishers.ofString("4"));
        assertThat(send(request).statusCode()).isEqualTo(200);
        assertProblem(send(request), 412, "spec-changed");
        assertProblem(
                send(at(NODES).header("If-Match", "abc").PUT(HttpRequest.BodyPublishers.ofString("4"))),
                400,
                "malformed-if-match");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|400|malformed-body",
                "{|400|malformed-body",
                "{\"value\":}|400|malformed-body",
                "{\"count\":5}|400|malformed-body",
                "\"5\"|400|malformed-body",
                "5.5|400|malformed-body",
                "true|400|malformed-body",
                "[5]|400|malformed-body",
                "null|400|malformed-body",
                "0|422|out-of-range",
                "-1|422|out-of-range",
                "50|422|out-of-range",
                "99999999999999999999|422|out-of-range"
            })
    void aBadBodyIsAProblemAndChangesNothing(String body, int status, String reason) throws Exception {
        assertProblem(put(NODES, body), status, reason);
        assertThat(json(get(NODES)).path("value").asInt()).isEqualTo(3);
    }

    @Test
    void whatCannotBeStoredIsUnavailable() throws Exception {
        scheduler.storeFails = true;
        HttpResponse<String> answer = put(NODES, "5");
        assertProblem(answer, 503, "zookeeper-unavailable");
        assertThat(json(get("/v1/waits")).toString()).contains("zookeeper-unavailable");
        assertProblem(get("/v1/health/ready"), 503, "unhealthy");
    }

    @Test
    void whatIsTooLongToBeStoredIsRefusedByAName() throws Exception {
        scheduler.isTooLong = true;
        assertProblem(put(NODES, "5"), 413, "records-too-long");
        scheduler.isTooLong = false;
        assertThat(json(get(NODES)).path("value").asInt()).isEqualTo(3);
    }

    @Test
    void wrongPathsMethodsAndParametersAreProblems() throws Exception {
        assertProblem(get("/v1/nope"), 404, "not-found");
        assertProblem(get("/nope"), 404, "not-found");
        assertProblem(send(at("/v1/status").DELETE()), 405, "method-not-allowed");
        assertProblem(put(NODES + "?dryRun=perhaps", "5"), 400, "bad-request");
        assertProblem(get("/v1/operations/nope"), 404, "unknown-operation");
        assertProblem(get("/artifacts/other.jar"), 404, "unknown-artifact");
        assertProblem(get("/v1/es/_cat/nodes"), 404, "not-found");
    }

    @Test
    void theShapesOfTheOriginalFrameworkAreKept() throws Exception {
        JsonNode cluster = json(get("/v1/cluster"));
        assertThat(cluster.propertyNames()).containsExactly("name", "configuration");
        assertThat(cluster.path("configuration").path("ElasticsearchNodes").asInt())
                .isEqualTo(3);
        JsonNode task = json(get("/v1/tasks")).get(0);
        assertThat(task.propertyNames())
                .containsExactly(
                        "id",
                        "state",
                        "name",
                        "version",
                        "started_at",
                        "http_address",
                        "transport_address",
                        "hostname");
        assertThat(task.path("state").asString()).isEqualTo("TASK_RUNNING");
    }

    @Test
    void readOnlyRequestsArePassedToAMember() throws Exception {
        HttpResponse<String> search = get("/v1/es/_search?q=a%20b:c&size=1");
        assertThat(search.statusCode()).isEqualTo(200);
        assertThat(json(search).path("asked").asString()).isEqualTo("/_search?q=a%20b:c&size=1");
        String host = "127.0.0.1:" + elasticsearch.getAddress().getPort();
        assertThat(search.headers().firstValue("X-Elasticsearch-Host")).contains(host);
        assertThat(get("/v1/es/_cluster/stats").statusCode()).isEqualTo(418);
        assertThat(send(at("/v1/es/_cluster/health").header("X-ElasticSearch-Host", host))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(send(at("/v1/es/_search").header("X-ElasticSearch-Host", "example.org:80")), 400, "unknown-host");
        assertProblem(send(at("/v1/es/_search").DELETE()), 405, "method-not-allowed");
    }

    @Test
    void everythingElseCanBeRead() throws Exception {
        assertThat(json(get("/v1/spec")).path("clusterName").asString()).isEqualTo("logs");
        assertThat(json(get("/v1/members")).size()).isEqualTo(2);
        assertThat(json(get("/v1/endpoints")).size()).isEqualTo(1);
        assertThat(json(get("/v1/foreign-tasks")).size()).isZero();
        put(NODES, "6");
        String id = json(get("/v1/operations")).get(0).path("id").asString();
        assertThat(json(get("/v1/operations/" + id)).path("running").path("to").asInt())
                .isEqualTo(6);
        assertThat(get("/artifacts/executor.jar").body()).isEqualTo("the jar");
        assertThat(get("/").body()).contains("href=\"v1/status\"");
        assertThat(get("/").headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(json(get("/v1/openapi")).path("paths").has(NODES)).isTrue();
    }

    @Test
    void agentsOnWhichTasksFailAreListedWithUntilWhenTheyAreAvoidedAndWhenTheyAreForgotten() throws Exception {
        JsonNode agent = json(get("/v1/agents")).get(0);
        assertThat(agent.path("agent").asString()).isEqualTo("S2");
        assertThat(agent.path("sentence").asString()).contains("no JDK");
        assertThat(agent.path("failures").asInt()).isEqualTo(3);
        assertThat(agent.path("avoidedUntil").asString())
                .isEqualTo(FakeScheduler.FAILED_AT.plusSeconds(120).toString());
        assertThat(agent.path("forgottenAt").asString())
                .isEqualTo(FakeScheduler.FAILED_AT.plusSeconds(1800).toString());
        JsonNode pending = json(get("/v1/members")).get(1).path("backOff");
        assertThat(pending.path("failures").asInt()).isZero();
        assertThat(pending.path("notBefore").asString()).isEqualTo(FakeScheduler.AT.toString());
    }

    @Test
    void tasksThatWereGivenUpAreListedWithTheirMember() throws Exception {
        JsonNode task = json(get("/v1/abandoned-tasks")).get(0);
        assertThat(task.path("abandoned").path("memberName").asString()).isEqualTo("es-default-1");
        assertThat(task.path("abandoned").path("task").path("id").asString()).isEqualTo("es-default-1.0");
        assertThat(task.path("said").asString()).isEmpty();
    }

    @Test
    void offersAreShownWithAllReasonsAndAFunnel() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> json(get("/v1/offers")).path("offers").size() > 0);
        JsonNode offers = json(get("/v1/offers"));
        JsonNode memory = offers.path("funnel").get(1);
        assertThat(memory.path("stage").asString()).isEqualTo("memory");
        assertThat(memory.path("judged").asInt()).isPositive();
        assertThat(memory.path("passed").asInt()).isZero();
        assertThat(offers.path("offers")
                        .get(0)
                        .path("verdicts")
                        .get(0)
                        .path("stages")
                        .get(1)
                        .path("sentence")
                        .asString())
                .contains("512 MB are offered");
    }

    @Test
    void healthIsAnsweredWithItsReason() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/v1/health/live").statusCode() == 200);
        assertProblem(get("/v1/health/ready"), 503, "unhealthy");
        assertProblem(get("/v1/health/leader"), 503, "unhealthy");
    }

    @Test
    void metricsAreThereForPrometheus() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/v1/metrics").body().contains("mesos_elk_waits{name=\"no-offer-fits\"} 1.0"));
        assertThat(get("/v1/metrics").body())
                .contains(
                        "mesos_elk_members{state=\"RUNNING\"} 1.0",
                        "mesos_elk_members_wanted 3.0",
                        "mesos_elk_members_ready 1.0",
                        "mesos_elk_leader 1.0",
                        "mesos_elk_epoch 7.0",
                        "mesos_elk_elected_seconds",
                        "mesos_elk_takeover_seconds{until=\"deciding\"}",
                        "mesos_elk_tick_seconds",
                        "mesos_elk_offer_verdicts{used=\"false\"}",
                        "mesos_elk_elasticsearch_health{state=\"unknown\"} 1.0");
    }

    @Test
    void aPortThatIsTakenIsSaidInASentence() {
        assertThatThrownBy(() -> ApiServer.start(
                        ElasticsearchApi.class, scheduler.context(Optional.empty()), "127.0.0.1", api.port()))
                .isInstanceOf(ApiServer.PortTakenException.class)
                .hasMessageContaining("port " + api.port())
                .hasMessageContaining("--api-port");
    }
}

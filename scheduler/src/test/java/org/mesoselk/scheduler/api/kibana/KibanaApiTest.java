package org.mesoselk.scheduler.api.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.api.ApiServer;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Records;
import tools.jackson.databind.JsonNode;

class KibanaApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Dashboards dashboards;
    private ApiServer api;

    @BeforeEach
    void start() throws Exception {
        dashboards = new Dashboards(1);
        api = ApiServer.start(KibanaApi.class, dashboards.context(), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        api.close();
        dashboards.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer);
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void await(Predicate<Records> wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(dashboards.board.read().records()).matches(wanted));
    }

    private String taskOf(String member) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> dashboards.calls.stream()
                                .filter(Call.Launch.class::isInstance)
                                .map(Call.Launch.class::cast)
                                .filter(launch -> launch.memberName().equals(member))
                                .map(launch -> launch.task().id())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String oneRuns() {
        dashboards.subscribed();
        dashboards.offered("S1");
        String task = taskOf("kibana-default-0");
        dashboards.runs(
                task,
                "S1",
                new KibanaReport(
                        Optional.of("8.15.3"),
                        Optional.of("8.19.20"),
                        "http://10.0.0.1:31000/kibana",
                        Optional.of("green"),
                        dashboards.fingerprint()));
        await(records ->
                records.members().values().stream().anyMatch(member -> member.state() instanceof MemberState.Running));
        return task;
    }

    private static List<String> keys(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    @Test
    void theStatusHasTheKeysOfEveryFrameworkAndWhatElkShows() throws Exception {
        String task = oneRuns();
        JsonNode status = json("/v1/status");
        assertThat(keys(status))
                .containsExactlyInAnyOrder(
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
        assertThat(status.path("wanted").asInt()).isEqualTo(1);
        assertThat(status.path("ready").asInt()).isEqualTo(1);
        assertThat(status.path("state").asString()).isEqualTo("green");
        assertThat(status.path("endpoints").get(0).asString()).isEqualTo("http://10.0.0.1:31000/kibana");
        assertThat(status.path("operation").isNull()).isTrue();
        JsonNode member = status.path("members").get(0);
        assertThat(keys(member))
                .containsExactlyInAnyOrder(
                        "name",
                        "group",
                        "agent",
                        "hostname",
                        "task",
                        "state",
                        "sandbox",
                        "failures",
                        "notBefore",
                        "url",
                        "version",
                        "status");
        assertThat(member.path("name").asString()).isEqualTo("kibana-default-0");
        assertThat(member.path("group").asString()).isEqualTo("default");
        assertThat(member.path("task").asString()).isEqualTo(task);
        assertThat(member.path("hostname").asString()).isEqualTo("host-S1");
        assertThat(member.path("version").asString()).isEqualTo("8.15.3");
        assertThat(member.path("status").asString()).isEqualTo("green");
        assertThat(status.toString()).doesNotContain("abab");
    }

    @Test
    void theStateIsUnknownBeforeMesosWasHeardAndRedWhileNoneIsReady() throws Exception {
        assertThat(json("/v1/status").path("state").asString()).isEqualTo("unknown");
        dashboards.subscribed();
        await(records -> !records.members().isEmpty());
        JsonNode status = json("/v1/status");
        assertThat(status.path("state").asString()).isEqualTo("red");
        assertThat(status.path("members").get(0).path("agent").asString("?")).isEmpty();
        assertThat(status.path("members").get(0).path("url").isNull()).isTrue();
    }

    @Test
    void theUrlOfOneThatHasNotReportedIsMadeOfItsAddress() throws Exception {
        dashboards.subscribed();
        dashboards.offered("S1");
        taskOf("kibana-default-0");
        assertThat(json("/v1/status").path("members").get(0).path("url").asString())
                .isEqualTo("http://10.0.0.1:31000/kibana");
    }

    @Test
    void itIsScaledByNumber() throws Exception {
        HttpResponse<String> before = send("GET", "/v1/kibana/instances", "");
        assertThat(tree(before).path("value").asInt()).isEqualTo(1);
        assertThat(before.headers().firstValue("ETag")).contains("\"1\"");
        HttpResponse<String> dry = send("PUT", "/v1/kibana/instances?dryRun=true", "4");
        assertThat(tree(dry).path("dryRun").asBoolean()).isTrue();
        HttpResponse<String> scaled = send("PUT", "/v1/kibana/instances", "{\"value\": 3}", "If-Match", "\"1\"");
        assertThat(scaled.statusCode()).as(scaled.body()).isEqualTo(200);
        assertThat(keys(tree(scaled))).containsExactlyInAnyOrder("value", "dryRun", "operation", "notes");
        assertThat(tree(scaled).path("value").asInt()).isEqualTo(3);
        assertThat(scaled.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(json("/v1/kibana/instances").path("value").asInt()).isEqualTo(3);
        assertThat(json("/v1/kibana/instances?group=logs").path("value").asInt())
                .isZero();
        HttpResponse<String> outdated = send("PUT", "/v1/kibana/instances", "2", "If-Match", "\"1\"");
        assertThat(outdated.statusCode()).isEqualTo(412);
        assertThat(tree(outdated).path("reasons").get(0).path("name").asString())
                .isEqualTo("spec-changed");
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() throws Exception {
        assertThat(send("PUT", "/v1/kibana/instances", "many").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/v1/kibana/instances", "201").statusCode()).isEqualTo(422);
        HttpResponse<String> group = send("PUT", "/v1/kibana/instances?group=audit", "2");
        assertThat(group.statusCode()).isEqualTo(404);
        assertThat(group.body()).contains("there is no group audit, only default, logs");
        assertThat(send("GET", "/v1/kibana/instances?group=audit", "").statusCode())
                .isEqualTo(404);
        dashboards.storeFails = true;
        assertThat(send("PUT", "/v1/kibana/instances", "2").statusCode()).isEqualTo(503);
    }

    @Test
    void theOriginalsTextFormWorksToo() throws Exception {
        HttpResponse<String> count = send("GET", "/mesos/resources/count", "");
        assertThat(count.body()).isEqualTo("1");
        assertThat(count.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(send("POST", "/mesos/resources/count", "2", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(202);
        assertThat(send("GET", "/mesos/resources/count", "").body()).isEqualTo("2");
        // As curl -d sends it.
        HttpResponse<String> form =
                send("POST", "/mesos/resources/count", "3", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.statusCode()).as(form.body()).isEqualTo(202);
        assertThat(send("GET", "/mesos/resources/count", "").body()).isEqualTo("3");
        assertThat(send("POST", "/mesos/resources/count", "x", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void endpointsAreThoseOfReadyInstancesByGroup() throws Exception {
        assertThat(json("/v1/kibana/endpoints").toString()).isEqualTo("{\"default\":[],\"logs\":[]}");
        oneRuns();
        assertThat(json("/v1/kibana/endpoints").path("default").get(0).asString())
                .isEqualTo("http://10.0.0.1:31000/kibana");
        assertThat(json("/v1/endpoints")).hasSize(1);
    }

    @Test
    void aRestartStopsTheTaskAndMakesAnother() throws Exception {
        HttpResponse<String> none = send("POST", "/v1/kibana/restart", "");
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(none.body()).contains("nothing-to-restart");
        String task = oneRuns();
        HttpResponse<String> restart = send("POST", "/v1/kibana/restart?group=default", "");
        assertThat(restart.statusCode()).as(restart.body()).isEqualTo(202);
        assertThat(tree(restart).path("members").get(0).asString()).isEqualTo("kibana-default-0");
        Awaitility.await()
                .untilAsserted(() -> assertThat(dashboards.calls)
                        .filteredOn(Call.Kill.class::isInstance)
                        .extracting(call -> ((Call.Kill) call).taskId())
                        .contains(task));
        assertThat(send("POST", "/v1/members/kibana-default-0/restart", "").statusCode())
                .isEqualTo(202);
        assertThat(send("POST", "/v1/members/kibana-default-7/restart", "").statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/v1/kibana/restart?group=audit", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void membersHaveTheReportOfTheirExecutor() throws Exception {
        oneRuns();
        JsonNode member = json("/v1/members/kibana-default-0");
        assertThat(member.path("report").path("elasticsearch").asString()).isEqualTo("8.19.20");
        assertThat(member.path("ready").asBoolean()).isTrue();
        assertThat(member.path("outdated").asBoolean(true)).isFalse();
        assertThat(json("/v1/members")).hasSize(1);
        assertThat(send("GET", "/v1/members/kibana-x-0", "").statusCode()).isEqualTo(404);
    }

    @Test
    void thePageLinksToWhatRunsAndEscapesNames() throws Exception {
        oneRuns();
        String page = send("GET", "/", "").body();
        assertThat(page)
                .contains("<a href=\"http://10.0.0.1:31000/kibana\">kibana-default-0</a>", "dashboards&lt;b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void whatProgramsReadIsInOpenApiAndMetrics() throws Exception {
        oneRuns();
        JsonNode paths = json("/v1/openapi").path("paths");
        assertThat(paths.has("/v1/kibana/instances")).isTrue();
        assertThat(paths.has("/mesos/resources/count")).isTrue();
        assertThat(paths.has("/v1/cluster/elasticsearchNodes")).isFalse();
        String metrics = send("GET", "/v1/metrics", "").body();
        assertThat(metrics)
                .contains("mesos_elk_members_wanted 1.0", "mesos_elk_members_ready 1.0")
                .contains("mesos_elk_kibana_instances_ready{group=\"default\"} 1.0");
    }

    @Test
    void nothingThatIsShownHasTheKeysInIt() throws Exception {
        oneRuns();
        for (String path :
                List.of("/", "/v1/status", "/v1/spec", "/v1/members", "/v1/waits", "/v1/offers", "/v1/metrics")) {
            assertThat(send("GET", path, "").body()).doesNotContain("abab");
        }
        assertThat(dashboards.board.read().memory().toString()).doesNotContain("abab");
        assertThat(dashboards.calls.toString()).doesNotContain("abab");
    }
}

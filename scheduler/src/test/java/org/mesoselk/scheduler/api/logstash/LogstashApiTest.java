package org.mesoselk.scheduler.api.logstash;

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
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.scheduler.api.ApiServer;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.Records;
import tools.jackson.databind.JsonNode;

class LogstashApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final LogstashReport REPORT = LogstashReport.of("forwarder")
            .withFiles(3, 1234, List.of(new LogstashReport.FileLag("/sandbox/stdout", 1234)))
            .withEvents(100, 7.5, 2)
            .withLosses(1, 0)
            .withLastError(Optional.of("Elasticsearch does not answer"));

    private Collectors collectors;
    private ApiServer api;

    @BeforeEach
    void start() throws Exception {
        start("prod");
    }

    private void start(String role) throws Exception {
        start(role, Collectors.TASK);
    }

    private void start(String role, LogstashTask task) throws Exception {
        collectors = new Collectors(role, task);
        api = ApiServer.start(LogstashApi.class, collectors.context(), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        api.close();
        collectors.close();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void await(Predicate<Records> wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(collectors.board.read().records()).matches(wanted));
    }

    /** S1 collects, S2 waits for an offer, S3-bad is left out. */
    private void oneOfTwoRuns() {
        collectors.subscribed();
        // A list from before the subscription does not count.
        await(records -> records.frameworkId().isPresent());
        collectors.endpoints("http://es1:9200");
        collectors.listed("S1", "S2", "S3-bad");
        collectors.offered("S1");
        await(records -> records.members().values().stream()
                .anyMatch(member -> member.state() instanceof MemberState.Launching));
        collectors.runs(taskOnS1(), "S1", REPORT);
        await(records ->
                records.members().values().stream().anyMatch(member -> member.state() instanceof MemberState.Running));
    }

    /** A record is stored, and shown, before its call is made. */
    private String taskOnS1() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> collectors.calls.stream()
                                .filter(Call.Launch.class::isInstance)
                                .map(call -> ((Call.Launch) call).task().id())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String memberOnS1() {
        String task = taskOnS1();
        return task.substring(0, task.lastIndexOf('.'));
    }

    @Test
    void theStatusHasExactlyItsKeysAndCountsAgents() throws Exception {
        oneOfTwoRuns();
        JsonNode status = json("/v1/status");
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
        assertThat(status.path("frameworkId").asString()).isEqualTo("F-1");
        assertThat(status.path("wanted").asInt()).isEqualTo(2);
        assertThat(status.path("ready").asInt()).isEqualTo(1);
        assertThat(status.path("state").asString()).isEqualTo("yellow");
        assertThat(status.path("endpoints").get(0).asString()).isEqualTo("http://es1:9200");
        assertThat(status.path("operation").isNull()).isTrue();
        assertThat(status.path("leadership").path("epoch").asInt()).isEqualTo(7);
    }

    @Test
    void aMemberTellsWhatItsEngineTells() throws Exception {
        oneOfTwoRuns();
        JsonNode running = null;
        JsonNode waiting = null;
        for (JsonNode member : json("/v1/status").path("members")) {
            if (member.path("agent").asString().equals("S1")) {
                running = member;
            } else {
                waiting = member;
            }
        }
        assertThat(running.propertyNames())
                .containsExactly(
                        "name",
                        "agent",
                        "hostname",
                        "task",
                        "state",
                        "sandbox",
                        "failures",
                        "notBefore",
                        "engine",
                        "lagBytes",
                        "eventsPerSecond",
                        "deadLetters",
                        "lastError",
                        "outdated");
        assertThat(running.path("outdated").isNull())
                .as("its executor has not told with which options it was launched")
                .isTrue();
        assertThat(running.path("state").asString()).isEqualTo("RUNNING");
        assertThat(running.path("hostname").asString()).isEqualTo("host-S1");
        assertThat(running.path("lagBytes").asLong()).isEqualTo(1234);
        assertThat(running.path("eventsPerSecond").asDouble()).isEqualTo(7.5);
        assertThat(running.path("deadLetters").asLong()).isEqualTo(1);
        assertThat(running.path("lastError").asString()).isEqualTo("Elasticsearch does not answer");
        assertThat(waiting.path("agent").asString()).isEqualTo("S2");
        assertThat(waiting.path("lagBytes").isNull()).isTrue();
        JsonNode whole = json("/v1/members/" + memberOnS1());
        assertThat(whole.path("report").path("behind").get(0).path("path").asString())
                .isEqualTo("/sandbox/stdout");
        assertThat(whole.path("ready").asBoolean()).isTrue();
        assertThat(json("/v1/members")).hasSize(2);
        assertThat(send("GET", "/v1/members/ls-99").statusCode()).isEqualTo(404);
    }

    @Test
    void aMemberThatRunsWithOtherOptionsIsOutdated() throws Exception {
        oneOfTwoRuns();
        collectors.runs(taskOnS1(), "S1", REPORT.withSettings(Optional.of("of another scheduler")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(json("/v1/members/" + memberOnS1())
                                .path("outdated")
                                .asBoolean(false))
                        .isTrue());
        assertThat(json("/v1/waits").toString()).contains("options-outdated", memberOnS1(), "/restart");
        collectors.runs(taskOnS1(), "S1", REPORT.withSettings(launchedWith()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(json("/v1/members/" + memberOnS1())
                                .path("outdated")
                                .asBoolean(true))
                        .isFalse());
        assertThat(json("/v1/waits").toString()).doesNotContain("options-outdated");
    }

    /** As its task was told. */
    private Optional<String> launchedWith() {
        return collectors.calls.stream()
                .filter(Call.Launch.class::isInstance)
                .map(call -> ((Payload.Logstash) ((Call.Launch) call).payload())
                        .task()
                        .settings())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void coverageNamesTheAgentsWithoutOneAndWhy() throws Exception {
        oneOfTwoRuns();
        JsonNode coverage = json("/v1/coverage");
        assertThat(coverage.path("agents").asInt()).isEqualTo(3);
        assertThat(coverage.path("covered").asInt()).isEqualTo(1);
        assertThat(coverage.path("agentsKnown").asBoolean()).isTrue();
        JsonNode with = coverage.path("with").get(0);
        assertThat(with.path("agent").asString()).isEqualTo("S1");
        assertThat(with.path("member").asString()).isEqualTo(memberOnS1());
        assertThat(with.path("state").asString()).isEqualTo("RUNNING");
        assertThat(coverage.path("without")).hasSize(2).anySatisfy(one -> {
            assertThat(one.path("agent").asString()).isEqualTo("S3-bad");
            assertThat(one.path("why").asString()).isEqualTo("left-out");
        });
        assertThat(coverage.path("without")).anySatisfy(one -> {
            assertThat(one.path("agent").asString()).isEqualTo("S2");
            assertThat(one.path("why").asString()).isEqualTo("no-offers");
            assertThat(one.path("sentence").asString()).isNotBlank();
        });
    }

    @Test
    void whileNoListCouldBeHadTheStateIsUnknown() throws Exception {
        collectors.subscribed();
        await(records -> records.frameworkId().isPresent());
        assertThat(json("/v1/status").path("state").asString()).isEqualTo("unknown");
        assertThat(json("/v1/coverage").path("agentsKnown").asBoolean()).isFalse();
    }

    @Test
    void aRestartStopsTheTaskAndTheMemberWaitsForTheNext() throws Exception {
        oneOfTwoRuns();
        HttpResponse<String> answer = send("POST", "/v1/members/" + memberOnS1() + "/restart");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"STOPPING\"", taskOnS1());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> collectors.calls.stream()
                        .anyMatch(call ->
                                call instanceof Call.Kill kill && kill.taskId().equals(taskOnS1())));
        assertThat(send("POST", "/v1/members/ls-99/restart").statusCode()).isEqualTo(404);
    }

    @Test
    void aMemberWithoutATaskCannotBeRestarted() throws Exception {
        oneOfTwoRuns();
        String other = memberOnS1().equals("ls-0") ? "ls-1" : "ls-0";
        HttpResponse<String> answer = send("POST", "/v1/members/" + other + "/restart");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("nothing-to-restart");
    }

    @Test
    void theShareIsReservedOnEveryAgentAlsoOnOneThatJoinsLater() throws Exception {
        oneOfTwoRuns();
        HttpResponse<String> answer = send("POST", "/v1/reserve");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"reserved\" : true", "\"role\" : \"prod\"", "\"memoryMb\" : 96");
        await(records -> records.reservations().size() == 2);
        collectors.listed("S1", "S2", "S3-bad", "S4");
        await(records -> records.reservations().size() == 3);
        assertThat(json("/v1/spec").path("generation").asInt()).isEqualTo(2);
        assertThat(send("POST", "/v1/reserve").body()).contains("\"generation\" : 2");
        assertThat(send("DELETE", "/v1/reserve").statusCode()).isEqualTo(202);
        await(records -> records.reservations().isEmpty());
    }

    @Test
    void withoutARoleNothingCanBeReserved() throws Exception {
        stop();
        start("*");
        HttpResponse<String> answer = send("POST", "/v1/reserve");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("no-role", "--role");
    }

    @Test
    void whileZooKeeperIsAwayNoWishIsGranted() throws Exception {
        oneOfTwoRuns();
        collectors.storeFails = true;
        HttpResponse<String> answer = send("POST", "/v1/reserve");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("zookeeper-unavailable");
        collectors.storeFails = false;
    }

    @Test
    void aPipelineThatIsTooLongIsRefusedByANameThatSaysSo() throws Exception {
        stop();
        start("prod", Collectors.OFFICIAL);
        HttpResponse<String> answer = send("PUT", "/v1/pipelines/own", "#".repeat(200_001));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("pipelines-too-long", "200000 characters");
        collectors.isTooLong = true;
        answer = send("PUT", "/v1/pipelines/own", "input { generator { } }");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("records-too-long").doesNotContain("zookeeper-unavailable");
        collectors.isTooLong = false;
        assertThat(json("/v1/pipelines").path("rollout").isNull()).isTrue();
        assertThat(send("PUT", "/v1/pipelines/own", "input { generator { } }").statusCode())
                .isEqualTo(202);
    }

    @Test
    void thePageShowsCoverageAndEveryLinkWorks() throws Exception {
        oneOfTwoRuns();
        String page = send("GET", "/").body();
        assertThat(page)
                .contains("logs&lt;b&gt;", "1 of 2 agents are covered", "host-S1", "host-S2", "none: no-offers");
        for (String path : page.split("href=\"")) {
            if (path.startsWith("v1/")) {
                String link = path.substring(0, path.indexOf('"'));
                assertThat(send("GET", "/" + link).statusCode()).as(link).isEqualTo(200);
            }
        }
    }

    @Test
    void metricsTellOfCoverageAndOfEachMember() throws Exception {
        oneOfTwoRuns();
        assertThat(send("GET", "/v1/metrics").body())
                .contains(
                        "mesos_elk_logstash_agents 3.0",
                        "mesos_elk_logstash_agents_covered 1.0",
                        "mesos_elk_members_wanted 2.0",
                        "mesos_elk_members_ready 1.0",
                        "mesos_elk_logstash_lag_bytes{host=\"host-S1\",member=\"" + memberOnS1() + "\"} 1234.0",
                        "mesos_elk_logstash_dead_letters{host=\"host-S1\",member=\"" + memberOnS1() + "\"} 1.0")
                .doesNotContain("mesos_elk_elasticsearch_health");
    }

    @Test
    void whatIsElasticsearchsAloneIsNotThere() throws Exception {
        for (String path : List.of("/v1/cluster", "/v1/cluster/elasticsearchNodes", "/v1/tasks", "/v1/es/_search")) {
            assertThat(send("GET", path).statusCode()).as(path).isEqualTo(404);
        }
    }
}

package org.mesoselk.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.api.elasticsearch.ElasticsearchApi;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Published;
import tools.jackson.databind.JsonNode;

/** A standby's API in front of a leader's. */
class StandbyTest {
    private static final String NODES = "/v1/cluster/elasticsearchNodes";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static FakeScheduler leader;
    private static ApiServer leadersApi;
    private static Leadership leadership;
    private static Board board;
    private static ApiServer standby;

    @BeforeAll
    static void start() throws Exception {
        leader = new FakeScheduler(1);
        leadersApi = ApiServer.start(ElasticsearchApi.class, leader.context(Optional.empty()), "127.0.0.1", 0);
        board = new Board(Published.nothingYet(leader.board.read().records().spec(), FakeScheduler.AT));
        leadership = new Leadership(board, InstantSource.system());
        Path jar = Files.writeString(folder.resolve("executor.jar"), "the standby's jar");
        standby = standby(Duration.ofMillis(200), Optional.of(jar));
    }

    /** @param handover short where no leader comes, so that the test is short too */
    private static ApiServer standby(Duration handover, Optional<Path> jar) throws Exception {
        ApiContext context = new ApiContext(
                board,
                leadership,
                FakeScheduler.SETTINGS,
                port -> "http://127.0.0.1:" + port,
                jar,
                id -> Optional.empty(),
                new MesosTally(),
                Optional.empty(),
                handover);
        return ApiServer.start(ElasticsearchApi.class, context, "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        standby.close();
        leadersApi.close();
        leader.close();
    }

    @BeforeEach
    void theLeaderIsKnown() {
        leadership.sees(true, Optional.of(leadersUrl()));
    }

    private static String leadersUrl() {
        return "http://127.0.0.1:" + leadersApi.port();
    }

    private static HttpRequest.Builder at(String path) {
        return at(standby, path);
    }

    private static HttpRequest.Builder at(ApiServer api, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(at(path));
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertNoLeader(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(answer).path("reasons").get(0).path("name").asString()).isEqualTo("no-leader");
        assertThat(json(answer).path("detail").asString()).isNotBlank();
    }

    @Test
    void whatIsAskedIsAnsweredByTheLeader() throws Exception {
        HttpResponse<String> status = get("/v1/status");
        assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
        assertThat(status.headers().firstValue("X-Mesos-Elk-Leader")).contains(leadersUrl());
        assertThat(json(status).path("frameworkId").asString()).isEqualTo("F-1");
        assertThat(json(status).path("leadership").path("leader").asString()).isEqualTo(leadersUrl());
        assertThat(get("/").body()).contains("href=\"v1/status\"");
    }

    @Test
    void methodBodyQueryHeadersAndStatusGoThroughAsTheyAre() throws Exception {
        String tag = get("/v1/spec").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> dry = send(at(NODES + "?dryRun=true").PUT(body("{\"value\": 5}")));
        assertThat(dry.statusCode()).as(dry.body()).isEqualTo(200);
        assertThat(json(dry).path("dryRun").asBoolean()).isTrue();
        HttpRequest.Builder scale = at(NODES).header("If-Match", tag).PUT(body("4"));
        assertThat(send(scale).statusCode()).isEqualTo(200);
        assertThat(ElasticsearchSpec.of(leader.board.read().records()).nodeSet().count())
                .isEqualTo(4);
        HttpResponse<String> late = send(scale);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(send(at("/v1/status").DELETE()).statusCode()).isEqualTo(405);
        assertThat(get("/v1/nope").statusCode()).isEqualTo(404);
        assertThat(send(at(NODES).PUT(body("x".repeat(2_000_000)))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void healthMetricsAndTheJarAreItsOwn() throws Exception {
        assertThat(get("/v1/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/v1/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/v1/health/leader").statusCode()).isEqualTo(503);
        assertThat(get("/artifacts/executor.jar").body()).isEqualTo("the standby's jar");
        assertThat(get("/v1/metrics").body())
                .contains("mesos_elk_leader 0.0", "mesos_elk_members_wanted 0.0", "mesos_elk_epoch 0.0");
        leadership.sees(false, Optional.empty());
        assertThat(get("/v1/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aPassedRequestIsNotPassedOnAgain() throws Exception {
        leadership.sees(true, Optional.of("http://127.0.0.1:" + standby.port()));
        assertNoLeader(get("/v1/status"));
    }

    @Test
    void withoutALeaderItSaysSo() throws Exception {
        leadership.sees(true, Optional.empty());
        assertNoLeader(get("/v1/status"));
        assertNoLeader(send(at(NODES).PUT(body("5"))));
    }

    @Test
    void aLeaderThatCannotBeReachedIsSaidSo() throws Exception {
        String url;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + closed.getLocalPort();
        }
        leadership.sees(true, Optional.of(url));
        HttpResponse<String> answer = send(at(NODES).PUT(body("5")));
        assertNoLeader(answer);
        assertThat(answer.body()).contains(url);
    }

    @Test
    void aRequestThatComesWhileTheLeaderChangesGoesToTheNextOne() throws Exception {
        leadership.sees(true, Optional.empty());
        try (ApiServer patient = standby(Duration.ofSeconds(60), Optional.empty())) {
            var answer = HTTP.sendAsync(at(patient, "/v1/status").build(), HttpResponse.BodyHandlers.ofString());
            leadership.sees(true, Optional.of(leadersUrl()));
            assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
        }
    }

    @Test
    void whatThisProcessKnewLastStaysReadableUntilAnotherOneLeads() throws Exception {
        Inbox inbox = new Inbox();
        leadership.begins(3, FakeScheduler.AT, leader.board.read(), inbox);
        assertThat(get("/v1/health/leader").statusCode()).isEqualTo(503);
        inbox.put(new Input.Timer());
        assertThat(json(get("/v1/status")).path("leadership").path("epoch").asInt())
                .isEqualTo(3);
        leadership.ends("its session is over");
        leadership.sees(false, Optional.empty());
        HttpResponse<String> status = get("/v1/status");
        assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
        assertThat(json(status).path("frameworkId").asString()).isEqualTo("F-1");
        assertThat(json(status).path("waits").get(0).path("name").asString()).isEqualTo("zookeeper-unavailable");
        assertThat(json(status).path("leadership").path("leader").asString()).isEmpty();
        assertNoLeader(send(at(NODES).PUT(body("5"))));
        leadership.sees(true, Optional.empty());
        assertThat(json(get("/v1/waits")).get(0).path("name").asString()).isEqualTo("not-leading");
        leadership.sees(true, Optional.of(leadersUrl()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/v1/status")
                        .headers()
                        .firstValue("X-Mesos-Elk-Leader")
                        .isPresent());
    }
}

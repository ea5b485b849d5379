package org.mesoselk.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.api.elasticsearch.ElasticsearchApi;
import tools.jackson.databind.JsonNode;

class ReservationApiTest {
    private static final String PATH = "/v1/reservations";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static FakeScheduler scheduler;
    private static ApiServer api;

    @BeforeAll
    static void start() throws Exception {
        scheduler = new FakeScheduler(1);
        api = ApiServer.start(ElasticsearchApi.class, scheduler.context(Optional.empty()), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        api.close();
        scheduler.close();
    }

    @AfterEach
    void releaseAll() throws Exception {
        for (JsonNode reservation : json(send("GET", PATH, "")).path("reservations")) {
            send("DELETE", PATH + "/" + reservation.path("id").asString(), "");
        }
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name, String part) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode reason = json(answer).path("reasons").get(0);
        assertThat(reason.path("name").asString()).isEqualTo(name);
        assertThat(reason.path("sentence").asString()).contains(part);
    }

    @Test
    void anEmptyBodyReservesAMembersShareAnywhere() throws Exception {
        HttpResponse<String> made = send("POST", PATH, "");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(202);
        JsonNode reservation = json(made);
        assertThat(reservation.path("id").asString()).matches("r-[0-9a-f]{8}");
        assertThat(reservation.path("state").asString()).isEqualTo("REQUESTED");
        assertThat(reservation.path("share").path("cpus").asDouble()).isEqualTo(1.1);
        assertThat(reservation.path("share").path("memoryMb").asInt()).isEqualTo(1024 + 96);
        assertThat(reservation.path("share").path("diskMb").asInt()).isEqualTo(2048);
        JsonNode listed = json(send("GET", PATH, ""));
        assertThat(listed.path("role").asString()).isEqualTo("elk");
        assertThat(listed.path("reservations").get(0)).isEqualTo(reservation);
        assertThat(listed.path("unknown").isArray()).isTrue();
    }

    @Test
    void whatIsGivenIsTaken() throws Exception {
        JsonNode made = json(
                send("POST", PATH, "{\"id\":\"es-0\",\"agent\":\"host1\",\"cpus\":0.5,\"memoryMb\":64,\"diskMb\":0}"));
        assertThat(made.path("id").asString()).isEqualTo("es-0");
        assertThat(made.path("on").asString()).isEqualTo("host1");
        assertThat(made.path("share").path("cpus").asDouble()).isEqualTo(0.5);
        assertThat(json(send("GET", PATH + "/es-0", ""))).isEqualTo(made);
        assertProblem(send("POST", PATH, "{\"id\":\"es-0\"}"), 409, "reservation-exists", "es-0");
    }

    @Test
    void oneThatNoAgentHoldsIsReleasedAtOnce() throws Exception {
        send("POST", PATH, "{\"id\":\"a\"}");
        assertThat(send("DELETE", PATH + "/a", "").statusCode()).isEqualTo(204);
        assertProblem(send("DELETE", PATH + "/a", ""), 404, "no-such-reservation", "/v1/reservations");
        assertProblem(send("GET", PATH + "/a", ""), 404, "no-such-reservation", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                   | not JSON",
                "[1]                 | not a JSON object",
                "{\"cpu\":1}         | field cpu",
                "{\"cpus\":-1}       | cpus must be a number from 0 to 1024",
                "{\"cpus\":\"1\"}    | cpus must be a number",
                "{\"memoryMb\":1.5}  | memoryMb must be a whole number",
                "{\"diskMb\":1e12}   | diskMb must be a number",
                "{\"agent\":\" \"}   | agent must be a text",
                "{\"id\":\"a/b\"}    | id must be",
                "{\"id\":\"-a\"}     | id must be"
            })
    void aBodyThatCannotBeReadIsRefusedWithTheField(String body, String why) throws Exception {
        assertProblem(send("POST", PATH, body), 400, "malformed-body", why);
    }

    @Test
    void aReservationOfNothingIsRefused() throws Exception {
        assertProblem(
                send("POST", PATH, "{\"cpus\":0,\"memoryMb\":0,\"diskMb\":0}"), 409, "nothing-to-reserve", "nothing");
    }
}

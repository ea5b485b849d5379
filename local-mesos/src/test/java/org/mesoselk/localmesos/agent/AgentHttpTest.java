package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.executor.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.link.ToAgent;
import tools.jackson.databind.JsonNode;

class AgentHttpTest {

    private static final String JSON = "application/json";
    private static final String EXECUTOR = "/api/v1/executor";

    @TempDir
    Path work;

    private AgentRig rig;

    @BeforeEach
    void startAgent() throws Exception {
        rig = AgentRig.start(
                work, options -> options.attributes("rack:r1").executorShutdownGrace(java.time.Duration.ZERO));
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1030")));
        rig.pid("cx");
    }

    @AfterEach
    void endAgent() {
        rig.close();
    }

    private void refused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.body()).isEqualTo(sentence);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static String call(String framework, String executor, String rest) {
        return "{\"framework_id\": {\"value\": \"" + framework + "\"}, \"executor_id\": {\"value\": \"" + executor
                + "\"}, " + rest + "}";
    }

    @Test
    void badExecutorCallsAreRefusedInTheWordsOfARealAgent() throws Exception {
        String subscribe = "\"type\": \"SUBSCRIBE\", \"subscribe\": {}";
        refused(rig.post(EXECUTOR, JSON, "{"), 400, "Failed to parse body into JSON: syntax error at line 1 near: ");
        refused(rig.post(EXECUTOR, JSON, call("nope", "cx", subscribe)), 400, "Framework cannot be found");
        refused(rig.post(EXECUTOR, JSON, call("framework-1", "nope", subscribe)), 400, "Executor cannot be found");
        refused(
                rig.post(
                        EXECUTOR,
                        JSON,
                        call(
                                "framework-1",
                                "cx",
                                "\"type\": \"UPDATE\", \"update\": {\"status\": {\"task_id\": {\"value\": \"c1\"},"
                                        + " \"state\": \"TASK_RUNNING\", \"source\": \"SOURCE_EXECUTOR\"}}")),
                400,
                "Failed to validate Executor::Call: Expecting 'uuid' to be present");
        refused(rig.get(EXECUTOR), 405, "405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.");
        refused(
                rig.post(EXECUTOR, "text/plain", "x"),
                415,
                "Expecting 'Content-Type' of application/json or application/x-protobuf");
    }

    @Test
    void theStateTellsFrameworksExecutorsAndTasks() throws Exception {
        try (TestExecutor executor = rig.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            JsonNode state =
                    Json.tree(rig.get("/slave(1)/state").body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(state.path("id").asString()).isEqualTo("agent-1");
            assertThat(state.path("attributes").path("rack").asString()).isEqualTo("r1");
            assertThat(state.path("resources").path("ports").asString()).isEqualTo("[31000-31099]");
            JsonNode run = state.path("frameworks").path(0).path("executors").path(0);
            assertThat(run.path("id").asString()).isEqualTo("cx");
            assertThat(run.path("directory").asString())
                    .isEqualTo(Files.readSymbolicLink(rig.sandbox("cx")).toString());
            assertThat(run.path("tasks").path(0).path("state").asString()).isEqualTo("TASK_STAGING");
        }
    }

    @Test
    void fact37ACommandExecutorCostsATenthOfACpuAndThirtyTwoMegabytes() throws Exception {
        rig.run(Tasks.command("t1", Tasks.shell("sleep 1020")));
        rig.master.awaitState("t1", TaskState.TASK_RUNNING);
        JsonNode state = Json.tree(rig.get("/state").body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonNode executor = java.util.stream.StreamSupport.stream(
                        state.path("frameworks").path(0).path("executors").spliterator(), false)
                .filter(one -> one.path("id").asString().equals("t1"))
                .findFirst()
                .orElseThrow();
        assertThat(executor.path("resources").path("cpus").asDouble()).isEqualTo(0.1 + 0.1);
        assertThat(executor.path("resources").path("mem").asDouble()).isEqualTo(32);
    }

    @Test
    void containersAreToldWithWhatTheyUse() throws Exception {
        JsonNode containers =
                Json.tree(rig.get("/containers").body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(containers.path(0).path("status").path("executor_pid").asLong())
                .isEqualTo(rig.pid("cx"));
        assertThat(containers.path(0).path("statistics").path("mem_rss_bytes").asLong())
                .isPositive();
        assertThat(rig.get("/monitor/statistics").body()).startsWith("[{\"executor_id\":\"cx\"");
    }

    @Test
    void theOperatorApiAnswersItsReads() throws Exception {
        assertThat(rig.post("/api/v1", JSON, "{\"type\": \"GET_HEALTH\"}").body())
                .isEqualTo("{\"type\":\"GET_HEALTH\",\"get_health\":{\"healthy\":true}}");
        for (String type : new String[] {
            "GET_VERSION",
            "GET_FLAGS",
            "GET_AGENT",
            "GET_STATE",
            "GET_TASKS",
            "GET_EXECUTORS",
            "GET_FRAMEWORKS",
            "GET_CONTAINERS"
        }) {
            HttpResponse<String> answer = rig.post("/api/v1", JSON, "{\"type\": \"" + type + "\"}");
            assertThat(answer.statusCode()).as(type).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"type\":\"" + type + "\"");
        }
        String stdout = rig.sandbox("cx") + "/stdout";
        assertThat(rig.post(
                                "/api/v1",
                                JSON,
                                "{\"type\": \"READ_FILE\", \"read_file\": {\"path\": \"" + stdout
                                        + "\", \"offset\": 0}}")
                        .body())
                .isEqualTo("{\"type\":\"READ_FILE\",\"read_file\":{\"size\":0,\"data\":\"\"}}");
        assertThat(rig.post(
                                "/api/v1",
                                JSON,
                                "{\"type\": \"LIST_FILES\", \"list_files\": {\"path\": \"" + rig.sandbox("cx") + "\"}}")
                        .body())
                .contains("/runs/latest/stdout\"");
    }

    @Test
    void aPingIsAnswered() {
        rig.master.say(new ToAgent.Ping());
        rig.master.await(org.mesoselk.localmesos.link.ToMaster.Pong.class);
    }
}

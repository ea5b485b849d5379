package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.Endpoints;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import tools.jackson.databind.JsonNode;

/** The packaged executor beside a real Elasticsearch. */
class ForwarderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern NUMBER = Pattern.compile("number ([0-9]+) of a task that counts");

    @TempDir
    static Path node;

    private static RealElasticsearch elasticsearch;

    @TempDir
    Path temp;

    private Path workDir;
    private Path own;
    private String namespace;

    @BeforeAll
    static void startElasticsearch() throws Exception {
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
        elasticsearch = new RealElasticsearch(ElasticsearchHome.find(), node.toRealPath());
        elasticsearch.start();
    }

    @AfterAll
    static void stopElasticsearch() throws Exception {
        elasticsearch.close();
    }

    @BeforeEach
    void makeSandbox() throws Exception {
        elasticsearch.ensureStarted();
        workDir = Files.createDirectory(temp.toRealPath().resolve("work"));
        own = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "F", "E", "own-container");
        namespace = "n" + System.nanoTime();
    }

    private LogstashTask task(List<String> endpoints) {
        return new LogstashTask(
                LogstashTask.FORWARDER,
                endpoints,
                temp.resolve("registry").toString(),
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", namespace, Map.of("index.number_of_replicas", "0"), false),
                LogstashTask.Limits.STANDARD);
    }

    @Test
    void aTasksLinesArriveWithItsNamesAndTheReportSaysSo() throws Exception {
        Path sandbox = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "FW-1", "hello", "c-1");
        Files.writeString(
                sandbox.resolve("stdout"), "first\n\"second\" \\ \u00e4\u20ac\ud83d\ude00\ttab\n\nunfinished");
        Files.writeString(sandbox.resolve("stderr"), "an error\r\n");
        try (FakeAgent agent = new FakeAgent(task(List.of(elasticsearch.url())))) {
            agent.state("""
                    {"id": "agent-1-S0", "frameworks": [{"id": "FW-1", "name": "greeter", "executors": [
                      {"id": "hello", "container": "c-1", "tasks": [{"id": "hello", "name": "hello world"}]}]},
                      {"id": "F", "name": "logstash", "executors": [
                      {"id": "E", "container": "own-container", "tasks": [{"id": "logstash.1", "name": "logstash"}]}]}]}
                    """);
            try (Executor executor = new Executor(agent, own)) {
                JsonNode found = awaitHits("{\"term\": {\"container.id\": \"c-1\"}}", 4);
                assertThat(found.path("hits")
                                .path("hits")
                                .valueStream()
                                .map(hit -> hit.path("_source").path("message").asString()))
                        .containsExactlyInAnyOrder(
                                "first", "\"second\" \\ \u00e4\u20ac\ud83d\ude00\ttab", "unfinished", "an error");
                JsonNode error = found.path("hits")
                        .path("hits")
                        .valueStream()
                        .map(hit -> hit.path("_source"))
                        .filter(source -> source.path("stream").asString().equals("stderr"))
                        .findFirst()
                        .orElseThrow();
                assertThat(error.at("/mesos/framework/name").asString()).isEqualTo("greeter");
                assertThat(error.at("/mesos/framework/id").asString()).isEqualTo("FW-1");
                assertThat(error.at("/mesos/executor/id").asString()).isEqualTo("hello");
                assertThat(error.at("/mesos/task/id").asString()).isEqualTo("hello");
                assertThat(error.at("/mesos/task/name").asString()).isEqualTo("hello world");
                assertThat(error.at("/mesos/agent/id").asString()).isEqualTo(FakeAgent.AGENT_ID);
                assertThat(error.at("/host/name").asString()).isEqualTo("host-1");
                assertThat(error.at("/log/file/path").asString())
                        .isEqualTo(sandbox.resolve("stderr").toString());
                assertThat(error.at("/log/offset").asInt(-1)).isZero();

                agent.kill();
                assertThat(executor.awaitEnd()).isZero();
            }
            TaskStatus last = agent.updates().get(agent.updates().size() - 1);
            assertThat(last.getState()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(last.getMessage()).contains("All that had been read is in Elasticsearch.");
            LogstashReport report = Json.read(last.getData().toByteArray(), LogstashReport.class);
            assertThat(report.deadLetters()).isZero();
            assertThat(report.events()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void everyNumberArrivesThroughRotationKillsAndElasticsearchAwayAndNoneTwice() throws Exception {
        long total = 50_000;
        Path sandbox = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "FW-1", "counter", "c-2");
        try (FakeAgent agent = new FakeAgent(task(List.of()));
                NumberWriter writer = new NumberWriter(sandbox, total, 10_000)) {
            Executor executor = new Executor(agent, own);
            try {
                awaitState(agent, TaskState.TASK_RUNNING);
                agent.message(Json.bytes(Endpoints.of(List.of(elasticsearch.url()))));
                for (long mark = 3_000; mark <= 9_000; mark += 3_000) {
                    awaitCount(mark);
                    executor.close();
                    executor = new Executor(agent, own);
                    // To the one that was killed it would have been told; Mesos tells each new one with its task.
                    awaitSubscribed(agent);
                    agent.message(Json.bytes(Endpoints.of(List.of(elasticsearch.url()))));
                }
                elasticsearch.stop();
                long before = writer.written();
                Await.until(
                        PATIENCE,
                        "lines were written while Elasticsearch was away",
                        writer::written,
                        now -> now > before + 3_000);
                executor.close();
                executor = new Executor(agent, own);
                awaitSubscribed(agent);
                agent.message(Json.bytes(Endpoints.of(List.of(elasticsearch.url()))));
                elasticsearch.start();
                Await.until(PATIENCE, "all was written", writer::written, now -> now == total);
                awaitCount(total);
            } finally {
                executor.close();
            }
        }
        BitSet numbers = numbers();
        assertThat(numbers.cardinality()).isEqualTo((int) total);
        assertThat(numbers.nextClearBit(0)).isEqualTo((int) total);
        assertThat(count("{\"term\": {\"container.id\": \"c-2\"}}"))
                .as("a repeat is the same document")
                .isEqualTo(total);
    }

    @Test
    void tenThousandFilesAtRestFitIntoTheHeapThatAnExecutorHas() throws Exception {
        int sandboxes = 5_000;
        for (int i = 0; i < sandboxes; i++) {
            Path sandbox = WorkDirs.sandbox(
                    workDir,
                    FakeAgent.AGENT_ID,
                    "11111111-2222-3333-4444-555555555555-0001",
                    "a-task-with-a-name." + i + ".66666666-7777-8888-9999",
                    "00000000-aaaa-bbbb-cccc-0000000" + (10_000 + i));
            Files.writeString(sandbox.resolve("stdout"), "line of " + i + "\n");
            Files.writeString(sandbox.resolve("stderr"), "");
        }
        try (FakeAgent agent = new FakeAgent(task(List.of(elasticsearch.url())))) {
            try (Executor executor = new Executor(agent, own)) {
                awaitHits("{\"prefix\": {\"mesos.executor.id\": \"a-task-with-a-name.\"}}", sandboxes);
                // The next one begins with all positions in memory.
                agent.kill();
                assertThat(executor.awaitEnd()).isZero();
            }
            Path last = workDir.resolve("slaves/" + FakeAgent.AGENT_ID
                    + "/frameworks/11111111-2222-3333-4444-555555555555-0001/executors/"
                    + "a-task-with-a-name.4999.66666666-7777-8888-9999/runs/00000000-aaaa-bbbb-cccc-000000014999");
            try (Executor executor = new Executor(agent, own)) {
                Files.writeString(last.resolve("stdout"), "another\n", StandardOpenOption.APPEND);
                awaitHits("{\"prefix\": {\"mesos.executor.id\": \"a-task-with-a-name.\"}}", sandboxes + 1);
                assertThat(executor.isAlive()).isTrue();
            }
        }
    }

    private static void awaitState(FakeAgent agent, TaskState state) throws Exception {
        Await.until(
                PATIENCE,
                "the task is " + state,
                agent::updates,
                updates -> updates.stream().anyMatch(update -> update.getState() == state));
    }

    private static void awaitSubscribed(FakeAgent agent) throws Exception {
        int before = agent.updates().size();
        Await.until(
                PATIENCE,
                "the next executor runs",
                agent::updates,
                updates ->
                        updates.stream().skip(before).anyMatch(update -> update.getState() == TaskState.TASK_RUNNING));
    }

    private void awaitCount(long least) throws Exception {
        Await.until(
                PATIENCE,
                least + " numbers are in Elasticsearch",
                () -> count("{\"term\": {\"container.id\": \"c-2\"}}"),
                count -> count >= least);
    }

    private String stream() {
        return "logs-mesos-" + namespace;
    }

    private long count(String query) throws IOException {
        elasticsearch.post("/" + stream() + "/_refresh", "");
        return elasticsearch
                .post("/" + stream() + "/_count?ignore_unavailable=true", "{\"query\": " + query + "}")
                .path("count")
                .asLong(0);
    }

    private JsonNode awaitHits(String query, long wanted) throws Exception {
        Await.until(PATIENCE, wanted + " documents match " + query, () -> count(query), count -> count == wanted);
        return elasticsearch.post("/" + stream() + "/_search?size=100", "{\"query\": " + query + "}");
    }

    private BitSet numbers() throws IOException {
        BitSet numbers = new BitSet();
        String query =
                "{\"size\": 5000, \"_source\": [\"message\"], \"query\": {\"term\": {\"container.id\": \"c-2\"}}}";
        JsonNode page = elasticsearch.post("/" + stream() + "/_search?scroll=1m", query);
        while (!page.path("hits").path("hits").isEmpty()) {
            page.path("hits").path("hits").forEach(hit -> {
                Matcher line =
                        NUMBER.matcher(hit.path("_source").path("message").asString());
                assertThat(line.matches()).as(hit.toString()).isTrue();
                numbers.set(Integer.parseInt(line.group(1)));
            });
            page = elasticsearch.post(
                    "/_search/scroll",
                    "{\"scroll\": \"1m\", \"scroll_id\": \""
                            + page.path("_scroll_id").asString() + "\"}");
        }
        return numbers;
    }
}

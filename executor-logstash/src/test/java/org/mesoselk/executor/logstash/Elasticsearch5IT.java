package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import tools.jackson.databind.JsonNode;

/** The packaged executor beside the real Elasticsearch that a Kibana of the 5.x line works with. */
class Elasticsearch5IT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STATE = """
            {"id": "agent-1-S0", "frameworks": [{"id": "FW-1", "name": "greeter", "executors": [
              {"id": "hello", "container": "c-1", "tasks": [{"id": "hello", "name": "hello world"}]}]}]}
            """;

    @TempDir
    static Path node;

    private static RealElasticsearch elasticsearch;

    @TempDir
    Path temp;

    @BeforeAll
    static void startElasticsearch() throws Exception {
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
        elasticsearch = new RealElasticsearch(ElasticsearchHome.find5(), node.toRealPath());
        elasticsearch.start();
    }

    @AfterAll
    static void stopElasticsearch() throws Exception {
        elasticsearch.close();
    }

    @Test
    void linesGoToThePeriodsIndexAndNoneTwiceWhenTheyAreReadAgain() throws Exception {
        LogstashTask task = task(Optional.of("mesos-logs-%{+yyyy}"));
        collect(task, "first\n", "mesos-logs-*", 1);
        Path positions = positions(Path.of(task.registryDir()));
        byte[] before = Files.readAllBytes(positions);
        collect(task, "second\n", "mesos-logs-*", 2);
        Files.write(positions, before);
        LogstashReport again = collect(task, "third\n", "mesos-logs-*", 3);
        assertThat(again.duplicates()).isEqualTo(1);

        JsonNode mapping = elasticsearch.get("/mesos-logs-*/_mapping");
        String year = mapping.propertyNames().iterator().next();
        assertThat(year).matches("mesos-logs-\\d{4}");
        JsonNode properties = mapping.path(year).at("/mappings/doc/properties");
        assertThat(properties.at("/@timestamp/type").asString()).isEqualTo("date");
        assertThat(properties.at("/message/type").asString()).isEqualTo("text");
        assertThat(properties.at("/mesos/properties/task/properties/name/type").asString())
                .isEqualTo("keyword");
    }

    @Test
    void whereThereAreNoDataStreamsAnIndexOfItsNameTakesItsPlace() throws Exception {
        collect(task(Optional.empty()), "only\n", "logs-mesos-five", 1);
    }

    /** @param lines that are there besides those of before */
    private LogstashReport collect(LogstashTask task, String lines, String index, long wanted) throws Exception {
        Path workDir = Files.createDirectories(temp.toRealPath().resolve("work"));
        Path own = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "F", "E", "own-container");
        Path sandbox = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "FW-1", "hello", "c-1");
        Files.writeString(sandbox.resolve("stdout"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FakeAgent agent = new FakeAgent(task)) {
            agent.state(STATE);
            try (Executor executor = new Executor(agent, own)) {
                Await.until(PATIENCE, wanted + " lines are in " + index, () -> count(index), count -> count == wanted);
                agent.kill();
                assertThat(executor.awaitEnd()).isZero();
            }
            TaskStatus last = agent.updates().get(agent.updates().size() - 1);
            LogstashReport report = Json.read(last.getData().toByteArray(), LogstashReport.class);
            assertThat(report.deadLetters()).isZero();
            return report;
        }
    }

    private static long count(String index) throws IOException {
        elasticsearch.post("/" + index + "/_refresh", "");
        return elasticsearch
                .post("/" + index + "/_count", "{\"query\": {\"term\": {\"mesos.task.name\": \"hello world\"}}}")
                .path("count")
                .asLong(0);
    }

    private static Path positions(Path registry) throws IOException {
        try (Stream<Path> files = Files.walk(registry)) {
            return files.filter(file -> file.endsWith("positions.jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private LogstashTask task(Optional<String> index) {
        return new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(elasticsearch.url()),
                temp.resolve("registry").toString(),
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output(
                        "mesos",
                        "five",
                        Map.of("index.number_of_replicas", "0"),
                        true,
                        index,
                        LogstashTask.Access.OPEN),
                LogstashTask.Limits.STANDARD);
    }
}

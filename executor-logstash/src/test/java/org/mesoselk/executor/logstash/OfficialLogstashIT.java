package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.commons.logstash.Validate;
import org.mesoselk.testsupport.logstash.StandInLogstash;

/** The packaged executor with the engine logstash, from LAUNCH to KILL, beside a stand-in for Logstash. */
class OfficialLogstashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> OWN =
            Map.of("own", "input { heartbeat { } } output { elasticsearch { hosts => [${ELASTICSEARCH_HOSTS}] } }");

    @TempDir
    Path folder;

    private LogstashTask task(Path temp, Path home, int apiPort) {
        return new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of("http://127.0.0.1:1"),
                temp.resolve("registry").toString(),
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD,
                Optional.of(new OfficialLogstash(
                        Optional.of(home.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        128,
                        List.of(),
                        0,
                        apiPort,
                        OfficialLogstash.PERSISTED,
                        16,
                        Map.of(),
                        Map.of())));
    }

    private static TaskStatus await(FakeAgent agent, String what, Predicate<TaskStatus> isIt) throws Exception {
        return Await.until(
                        PATIENCE,
                        what,
                        agent::updates,
                        updates -> updates.stream().anyMatch(isIt))
                .stream()
                .filter(isIt)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<OfficialReport> official(TaskStatus status) {
        return status.getData().isEmpty()
                ? Optional.empty()
                : Json.read(status.getData().toByteArray(), LogstashReport.class)
                        .logstash();
    }

    private static Predicate<TaskStatus> runs(Map<String, String> pipelines) {
        return status -> status.getState() == TaskState.TASK_RUNNING
                && official(status)
                        .filter(told -> told.running().equals(Optional.of(Pipelines.fingerprint(pipelines))))
                        .isPresent();
    }

    @Test
    void aTaskIsRunningWhenItsPipelinesAreAndTakesOthersByMessage() throws Exception {
        Path temp = folder.toRealPath();
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path own = WorkDirs.sandbox(temp.resolve("work"), FakeAgent.AGENT_ID, "F", "E", "1-2-3-4-5");
        Path home = StandInLogstash.make(temp.resolve("home"), "8.15.0");
        int apiPort;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            apiPort = free.getLocalPort();
        }
        try (FakeAgent agent = new FakeAgent(task(temp, home, apiPort))) {
            agent.state("""
                    {"id": "agent-1-S0", "frameworks": [{"id": "F", "name": "greeter", "executors": [
                      {"id": "E", "container": "1-2-3-4-5", "tasks": [{"id": "T", "name": "hello"}]}]}]}
                    """);
            try (Executor executor = new Executor(agent, own)) {
                TaskStatus running = await(agent, "the default pipeline runs", runs(Map.of()));
                assertThat(running.getHealthy()).isTrue();
                assertThat(Files.readString(own.resolve("logstash-config/names/task-names.json")))
                        .contains("\"1-2-3-4-5\" : \"hello\"");
                agent.message(Json.bytes(Validate.of(OWN)));
                await(
                        agent,
                        "the pipelines are valid",
                        status -> official(status)
                                .flatMap(OfficialReport::validation)
                                .filter(answer -> answer.state().equals(Validation.VALID))
                                .isPresent());
                agent.message(Json.bytes(Pipelines.of(OWN)));
                await(agent, "the own pipelines run", runs(OWN));
                agent.kill();
                TaskStatus killed = await(agent, "it is killed", status -> status.getState() == TaskState.TASK_KILLED);
                assertThat(killed.getMessage()).startsWith("Stopped as asked.");
                assertThat(executor.awaitEnd()).isZero();
            }
        }
    }

    @Test
    void aHomeThatIsNotThereFailsTheTaskWithASentence() throws Exception {
        Path temp = folder.toRealPath();
        Path own = WorkDirs.sandbox(temp.resolve("work"), FakeAgent.AGENT_ID, "F", "E", "1-2-3-4-5");
        try (FakeAgent agent = new FakeAgent(task(temp, temp.resolve("nothing"), 1));
                Executor executor = new Executor(agent, own)) {
            TaskStatus failed = await(agent, "it fails", status -> status.getState() == TaskState.TASK_FAILED);
            assertThat(failed.getMessage()).startsWith("No Logstash to run: the Logstash home");
            assertThat(executor.awaitEnd()).isEqualTo(1);
        }
    }
}

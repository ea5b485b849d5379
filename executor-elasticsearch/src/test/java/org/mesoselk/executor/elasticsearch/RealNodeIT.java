package org.mesoselk.executor.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.commons.elastic.SeedHosts;
import org.mesoselk.commons.json.Json;

/**
 * The packaged executor with a real Elasticsearch, by hand:
 * {@code mvn -pl executor-elasticsearch test -Dtest=RealNodeIT -Delasticsearch.home=DIR
 * [-Dexecutor.prefix="setpriv --reuid=1234 --regid=1234 --clear-groups --"] [-Dexecutor.base=DIR]}.
 */
class RealNodeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final TaskID TASK = TaskID.newBuilder().setValue("es-0.1").build();

    @TempDir
    Path temp;

    private Path base;
    private Path sandbox;
    private FakeAgent agent;
    private Process executor;

    @BeforeEach
    void makeFolders() throws IOException {
        assumeTrue(System.getProperty("elasticsearch.home") != null, "-Delasticsearch.home is not given");
        base = Optional.ofNullable(System.getProperty("executor.base"))
                .map(Path::of)
                .orElse(temp);
        Path run = Files.createTempDirectory(Files.createDirectories(base), "run-");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        base = run;
        sandbox = Files.createDirectory(run.resolve("sandbox"));
        Files.setPosixFilePermissions(sandbox, PosixFilePermissions.fromString("rwxr-x---"));
        if (!prefix().isEmpty()) {
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(sandbox, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    @AfterEach
    void endAll() throws Exception {
        if (executor != null) {
            executor.destroyForcibly().waitFor();
        }
        if (agent != null) {
            agent.close();
        }
    }

    @Test
    void joinsTellsItsHealthTakesSeedsAndStopsAsAsked() throws Exception {
        long begin = System.nanoTime();
        launch(task(Optional.empty()));
        TaskStatus running = awaitState(TaskState.TASK_RUNNING);
        say("TASK_RUNNING after " + millis(begin) + " ms: " + running.getMessage());
        NodeReport report = Json.read(running.getData().toByteArray(), NodeReport.class);
        assertThat(running.getHealthy()).isTrue();
        assertThat(report.nodeId()).isPresent();
        assertThat(report.clusterUuid()).isPresent();
        describeProcesses();

        agent.send(Event.newBuilder()
                .setType(Event.Type.MESSAGE)
                .setMessage(Event.Message.newBuilder()
                        .setData(ByteString.copyFrom(Json.bytes(SeedHosts.of(List.of("127.0.0.1:1"))))))
                .build());
        Path seeds = sandbox.resolve("config/unicast_hosts.txt");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seeds).hasContent("127.0.0.1:1"));

        await().during(Duration.ofSeconds(12)).atMost(Duration.ofSeconds(20)).until(() -> true);
        describeProcesses();
        long stop = System.nanoTime();
        agent.send(Event.newBuilder()
                .setType(Event.Type.KILL)
                .setKill(Event.Kill.newBuilder().setTaskId(TASK))
                .build());
        TaskStatus killed = awaitState(TaskState.TASK_KILLED);
        say("TASK_KILLED after " + millis(stop) + " ms: " + killed.getMessage());
        assertThat(executor.waitFor()).isZero();
        say("exit after " + millis(stop) + " ms");
        assertThat(agent.updates().stream().map(TaskStatus::getState))
                .containsExactly(
                        TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_KILLING, TaskState.TASK_KILLED);
    }

    @Test
    void aSecondNodeJoinsTheRecordedClusterThroughItsSeedFile() throws Exception {
        ElasticsearchTask first = task(Optional.empty());
        launch(first);
        NodeReport firstReport =
                Json.read(awaitState(TaskState.TASK_RUNNING).getData().toByteArray(), NodeReport.class);
        Process firstExecutor = executor;
        try (FakeAgent firstAgent = agent) {
            makeFolders();
            ElasticsearchTask second = withSeeds(task(firstReport.clusterUuid()), "es-1", List.of("127.0.0.1:1"));
            launch(second);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.resolve("elasticsearch.out"))
                            .content()
                            .contains("master not discovered"));
            agent.send(Event.newBuilder()
                    .setType(Event.Type.MESSAGE)
                    .setMessage(Event.Message.newBuilder()
                            .setData(ByteString.copyFrom(
                                    Json.bytes(SeedHosts.of(List.of(firstReport.transportAddress()))))))
                    .build());
            TaskStatus running = awaitState(TaskState.TASK_RUNNING);
            say(running.getMessage());
            assertThat(Json.read(running.getData().toByteArray(), NodeReport.class)
                            .clusterUuid())
                    .isEqualTo(firstReport.clusterUuid());
            assertThat(firstAgent.updates()).hasSize(2);
        } finally {
            firstExecutor.destroyForcibly().waitFor();
        }
    }

    @Test
    void anExecutorKilledWithNineLeavesNoProcess() throws Exception {
        launch(task(Optional.empty()));
        awaitState(TaskState.TASK_RUNNING);
        List<ProcessHandle> tree = executor.descendants().toList();
        assertThat(tree).isNotEmpty();

        long begin = System.nanoTime();
        executor.destroyForcibly();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tree).noneMatch(ProcessHandle::isAlive));
        say("nothing left " + millis(begin) + " ms after kill -9 of the executor");
    }

    @Test
    void sigtermToTheExecutorStopsTheNodeAndTellsMesos() throws Exception {
        launch(task(Optional.empty()));
        awaitState(TaskState.TASK_RUNNING);
        List<ProcessHandle> tree = executor.descendants().toList();

        long begin = System.nanoTime();
        executor.destroy();

        awaitState(TaskState.TASK_KILLED);
        executor.waitFor();
        say("gone " + millis(begin) + " ms after SIGTERM to the executor");
        assertThat(tree).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aNodeOfAnotherClusterIsStoppedAndTheTaskFails() throws Exception {
        launch(task(Optional.empty()));
        awaitState(TaskState.TASK_RUNNING);
        executor.destroy();
        executor.waitFor();
        agent.close();

        launch(task(Optional.of("another-uuid")));

        TaskStatus failed = awaitState(TaskState.TASK_FAILED);
        say(failed.getMessage());
        assertThat(failed.getMessage()).contains("was told to join another-uuid");
        assertThat(executor.waitFor()).isEqualTo(1);
    }

    @Test
    void aServerThatDiesFailsTheTaskWithItsReason() throws Exception {
        launch(task(Optional.empty()));
        awaitState(TaskState.TASK_RUNNING);
        executor.descendants()
                .filter(process -> command(process).contains("org.elasticsearch.bootstrap.Elasticsearch"))
                .forEach(ProcessHandle::destroyForcibly);

        TaskStatus failed = awaitState(TaskState.TASK_FAILED);
        say(failed.getMessage());
        assertThat(failed.getMessage()).contains("exit code 137");
    }

    @Test
    void aSettingThatElasticsearchRefusesIsNamedInTheFailure() throws Exception {
        ElasticsearchTask good = task(Optional.empty());
        launch(with(good, Map.of("no.such.setting", "1")));

        TaskStatus failed = awaitState(TaskState.TASK_FAILED);
        say(failed.getMessage());
        assertThat(failed.getMessage()).contains("no.such.setting");
    }

    private void launch(ElasticsearchTask task) throws IOException {
        agent = new FakeAgent(TaskInfo.newBuilder()
                .setName("es-0")
                .setTaskId(TASK)
                .setAgentId(AgentID.newBuilder().setValue("A"))
                .setData(ByteString.copyFrom(Json.bytes(task)))
                .build());
        List<String> command = new ArrayList<>(prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(Arrays.asList(System.getProperty(
                        "executor.jvm",
                        "-Xms4m -Xmx16m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss256k -XX:ReservedCodeCacheSize=16m")
                .split(" ")));
        command.addAll(List.of("-jar", jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "MESOS_AGENT_ENDPOINT", agent.endpoint(),
                        "MESOS_FRAMEWORK_ID", "F",
                        "MESOS_EXECUTOR_ID", "E",
                        "MESOS_SANDBOX", sandbox.toString(),
                        "MESOS_CHECKPOINT", "1",
                        "MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", "5secs"));
        executor = builder.start();
    }

    private static Path jar() {
        Path jar = Path.of("target/executor-elasticsearch-all.jar").toAbsolutePath();
        assertThat(jar).as("package the module first").exists();
        return jar;
    }

    private static List<String> prefix() {
        String prefix = System.getProperty("executor.prefix", "");
        return prefix.isBlank() ? List.of() : Arrays.asList(prefix.split(" "));
    }

    private ElasticsearchTask task(Optional<String> clusterUuid) throws IOException {
        return new ElasticsearchTask(
                "by hand \"quoted\"",
                "es-0",
                List.of("master", "data"),
                "127.0.0.1",
                freePort(),
                freePort(),
                List.of(),
                clusterUuid.isPresent() ? List.of() : List.of("es-0"),
                clusterUuid,
                128,
                Optional.of(base.resolve("member").toString()),
                new ElasticsearchTask.Distribution(
                        Optional.of(System.getProperty("elasticsearch.home")), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of("-XX:TieredStopAtLevel=1"),
                Map.of("rack", "r 1"));
    }

    private static ElasticsearchTask with(ElasticsearchTask task, Map<String, String> settings) {
        return copy(task, task.nodeName(), task.seedHosts(), settings);
    }

    private static ElasticsearchTask withSeeds(ElasticsearchTask task, String nodeName, List<String> seeds) {
        return copy(task, nodeName, seeds, task.settings());
    }

    private static ElasticsearchTask copy(
            ElasticsearchTask task, String nodeName, List<String> seeds, Map<String, String> settings) {
        return new ElasticsearchTask(
                task.clusterName(),
                nodeName,
                task.roles(),
                task.networkHost(),
                task.httpPort(),
                task.transportPort(),
                seeds,
                task.initialMasterNodes(),
                task.clusterUuid(),
                task.heapMb(),
                task.dataDir(),
                task.distribution(),
                task.runAs(),
                task.javaHome(),
                settings,
                task.jvmOptions(),
                task.labels());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private TaskStatus awaitState(TaskState state) {
        await().atMost(PATIENCE)
                .until(() ->
                        agent.updates().stream().anyMatch(update -> update.getState() == state) || !executor.isAlive());
        assertThat(agent.updates()).as("updates").anyMatch(update -> update.getState() == state);
        return agent.updates().stream()
                .filter(update -> update.getState() == state)
                .findFirst()
                .orElseThrow();
    }

    private void describeProcesses() throws IOException {
        for (ProcessHandle process : Stream.concat(Stream.of(executor.toHandle()), executor.descendants())
                .toList()) {
            String facts = "";
            try (Stream<String> status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
                facts = String.join(
                        " ",
                        status.filter(line -> line.matches("(Uid|VmRSS|RssAnon|RssFile|Threads|CapEff|CapBnd):.*"))
                                .map(line -> line.replaceAll("\\s+", " "))
                                .toList());
            }
            say(process.pid() + " " + facts + " " + command(process));
        }
    }

    private static String command(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
            return line.length() > 3000 ? line.substring(line.length() - 3000) : line;
        } catch (IOException e) {
            return "";
        }
    }

    private static long millis(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private static void say(String line) {
        System.out.println("### "
                + (line.length() > 400 ? line.substring(0, 200) + " … " + line.substring(line.length() - 150) : line));
    }
}

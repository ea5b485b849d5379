package org.mesoselk.executor.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.Endpoints;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.testsupport.kibana.StandInKibana;

/** The packaged executor as a process, beside a stand-in for Kibana and members of Elasticsearch that come and go. */
class ExecutorIT {

    /** Those with which the scheduler starts it. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms4m",
            "-Xmx20m",
            "-Xmn2m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss256k",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of the executor's task: beyond it the kernel would kill it. */
    private static final long MEMORY_KB = 96 * 1024;

    @TempDir
    Path directory;

    private Path sandbox;
    private Path home;
    private int port;
    private HttpServer elasticsearch;
    private FakeAgent agent;
    private Process executor;

    @BeforeEach
    void all() throws IOException {
        // Kibana is another user when the executor is root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        sandbox = Files.createDirectory(directory.resolve("sandbox"));
        home = StandInKibana.make(directory.resolve("kibana"), "8.15.3");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        elasticsearch = member("8.19.20");
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        if (executor != null) {
            executor.destroyForcibly().waitFor();
        }
        if (agent != null) {
            agent.close();
        }
        elasticsearch.stop(0);
    }

    private static HttpServer member(String version) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] answer = ("{\"version\":{\"number\":\"" + version + "\"}}").getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer member) {
        return "http://127.0.0.1:" + member.getAddress().getPort();
    }

    private void launch(Map<String, String> settings, KibanaTask.Proxy proxy) throws IOException {
        KibanaTask task = new KibanaTask(
                "kibana-default-0",
                "127.0.0.1",
                port,
                List.of(url(elasticsearch)),
                KibanaTask.Access.OPEN,
                new KibanaTask.Distribution(
                        Optional.of(home.toString()), Optional.empty(), Optional.empty(), Optional.empty()),
                128,
                proxy,
                Optional.of(Tasks.KEYS),
                settings,
                "f1");
        agent = new FakeAgent(task);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-jar",
                Path.of("target/executor-kibana-all.jar").toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.toFile())
                .redirectOutput(Redirect.appendTo(sandbox.resolve("stdout").toFile()))
                .redirectError(Redirect.appendTo(sandbox.resolve("stderr").toFile()));
        builder.environment().put("MESOS_AGENT_ENDPOINT", agent.endpoint());
        builder.environment().put("MESOS_FRAMEWORK_ID", "F");
        builder.environment().put("MESOS_EXECUTOR_ID", "E");
        builder.environment().put("MESOS_DIRECTORY", sandbox.toString());
        builder.environment().put("MESOS_SANDBOX", sandbox.toString());
        executor = builder.start();
    }

    private TaskStatus awaitUpdate(Predicate<TaskStatus> wanted) {
        return await().alias("an update")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> agent.updates().stream().filter(wanted).findFirst(),
                        found -> found.isPresent() || !executor.isAlive())
                .orElseThrow(() -> new AssertionError("no such update in " + agent.updates() + "\n" + log()));
    }

    private TaskStatus awaitState(TaskState state) {
        return awaitUpdate(update -> update.getState() == state);
    }

    private String log() {
        try {
            return Files.readString(sandbox.resolve("stdout")) + Files.readString(sandbox.resolve("stderr"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int awaitExit() throws InterruptedException {
        assertThat(executor.waitFor(30, TimeUnit.SECONDS))
                .as(() -> "it ends\n" + log())
                .isTrue();
        return executor.exitValue();
    }

    private int page(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(20_000);
        return connection.getResponseCode();
    }

    private static KibanaReport report(TaskStatus status) {
        return Json.read(status.getData().toByteArray(), KibanaReport.class);
    }

    private static long kb(String file, String field) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKibanaStartsFollowsItsElasticsearchAndStops() throws Exception {
        launch(Map.of(), new KibanaTask.Proxy(Optional.of("/kibana"), true, Optional.empty()));
        KibanaReport report = report(awaitState(TaskState.TASK_RUNNING));

        assertThat(report.version()).contains("8.15.3");
        assertThat(report.elasticsearch()).contains("8.19.20");
        assertThat(report.status()).contains("available");
        assertThat(report.url()).isEqualTo("http://127.0.0.1:" + port + "/kibana");
        assertThat(page("/kibana/app/discover")).isEqualTo(200);
        Path yml = sandbox.resolve("kibana/config/kibana.yml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(yml)))
                .isEqualTo("rw-------");

        HttpServer before = elasticsearch;
        elasticsearch = member("8.19.20");
        for (int i = 0; i < 200; i++) {
            if (i == 50) {
                // Both are known when one is about to go, as a scheduler tells it.
                agent.message(Json.bytes(Endpoints.of(List.of(url(before), url(elasticsearch)))));
                await().atMost(PATIENCE).until(() -> log().contains(url(before) + ", " + url(elasticsearch)));
                before.stop(0);
            }
            assertThat(page("/kibana/app/discover")).as("page %s", i).isEqualTo(200);
        }

        long rss = kb("/proc/" + executor.pid() + "/status", "VmHWM");
        System.out.println("The executor's resident memory was at most " + rss + " kB");
        assertThat(rss).isLessThan(MEMORY_KB);
        assertThat(log()).doesNotContain(Tasks.KEYS.secret(), Tasks.KEYS.key("xpack.security.encryptionKey"));

        agent.kill();
        assertThat(awaitState(TaskState.TASK_KILLED).getMessage()).startsWith("Stopped as asked.");
        assertThat(awaitExit()).isZero();
        assertThat(children()).isEmpty();
    }

    /** Processes of this test's Kibana that are still there. */
    private List<String> children() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(process -> process.info().commandLine().orElse(""))
                    .filter(line -> line.contains(sandbox.toString()))
                    .toList();
        }
    }

    @Test
    void aSettingThatKibanaDoesNotKnowFailsTheTaskWithKibanasOwnWords() throws Exception {
        launch(Map.of("bogus.setting", "1"), KibanaTask.Proxy.NONE);

        assertThat(awaitState(TaskState.TASK_FAILED).getMessage())
                .isEqualTo("Kibana ended by itself with exit code 64: Unknown configuration key(s): \"bogus.setting\"."
                        + " Check for spelling errors and ensure that expected plugins are installed.");
        assertThat(awaitExit()).isEqualTo(1);
    }

    @Test
    void aKibanaOfAnotherMajorIsNotStarted() throws Exception {
        elasticsearch.stop(0);
        elasticsearch = member("9.5.4");
        launch(Map.of(), KibanaTask.Proxy.NONE);

        assertThat(awaitState(TaskState.TASK_FAILED).getMessage())
                .startsWith("Kibana 8.15.3 cannot work with Elasticsearch 9.5.4");
        assertThat(sandbox.resolve("kibana.out")).doesNotExist();
    }

    @Test
    void withoutElasticsearchItWaitsUntilOneIsTold() throws Exception {
        elasticsearch.stop(0);
        launch(Map.of(), KibanaTask.Proxy.NONE);
        awaitUpdate(update -> update.getState() == TaskState.TASK_STARTING
                && update.getMessage().startsWith("Waiting for Elasticsearch"));

        elasticsearch = member("8.19.20");
        agent.message(Json.bytes(Endpoints.of(List.of(url(elasticsearch)))));

        assertThat(awaitState(TaskState.TASK_RUNNING).getHealthy()).isTrue();
    }

    @Test
    void whatDoesNotEndAfterTheGraceIsKilled() throws Exception {
        launch(Map.of("stand-in.ignoresTerm", "true"), KibanaTask.Proxy.NONE);
        awaitState(TaskState.TASK_RUNNING);

        executor.destroy();

        assertThat(awaitState(TaskState.TASK_KILLED).getMessage()).contains("It had to be killed after");
        assertThat(children()).isEmpty();
    }
}

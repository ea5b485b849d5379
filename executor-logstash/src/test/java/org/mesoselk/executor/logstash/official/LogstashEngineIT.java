package org.mesoselk.executor.logstash.official;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.executor.logstash.Await;

/** The engine beside a process that behaves as a real Logstash was recorded to. */
class LogstashEngineIT {

    private static final Map<String, String> GOOD = Map.of("main", Beside.FINE);
    private static final Map<String, String> BAD =
            Map.of("main", Beside.FINE, "other", "input { generator { } }\nfilter { frobnicate { } }");

    @TempDir
    Path folder;

    private Path temp;

    @BeforeEach
    void resolve() throws Exception {
        temp = folder.toRealPath();
    }

    private static String fingerprint(Map<String, String> pipelines) {
        return Pipelines.fingerprint(pipelines);
    }

    private static List<ProcessHandle> logstashes(Beside beside) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> Stream.of(arguments)
                                .anyMatch(word -> word.equals(
                                        beside.prepared.dirs().settings().toString())))
                        .orElse(false))
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    @Test
    void theDefaultPipelineRunsWithNothingConfigured() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, Map.of())) {
            assertThat(beside.engine.isStarted()).isFalse();
            beside.start().awaitRunning(fingerprint(Map.of()));
            assertThat(beside.engine.isStarted()).isTrue();
            beside.await("events are counted", report -> report.events() > 0);
            assertThat(beside.official().version()).contains("8.15.0");
            assertThat(beside.official().apiAnswers()).isTrue();
            assertThat(beside.engine.report().lastError()).isEmpty();
        }
    }

    @Test
    void theIndexTemplateIsPutInPlaceAsSoonAsElasticsearchIsThere() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer elasticsearch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elasticsearch.createContext("/", exchange -> {
            seen.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 404 : 200, -1);
            exchange.close();
        });
        elasticsearch.start();
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, Map.of()).start()) {
            beside.awaitRunning(fingerprint(Map.of()));
            beside.endpoints("http://127.0.0.1:" + elasticsearch.getAddress().getPort());
            Await.until(
                    Beside.PATIENCE,
                    "the template is there",
                    () -> List.copyOf(seen),
                    requests -> requests.contains("PUT /_index_template/mesos-elk-logs-mesos"));
        } finally {
            elasticsearch.stop(0);
        }
    }

    @Test
    void otherPipelinesAreTakenAndBadOnesLeaveThoseBeforeRunning() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, Map.of()).start()) {
            beside.awaitRunning(fingerprint(Map.of()));
            beside.engine.pipelines(GOOD);
            beside.awaitRunning(fingerprint(GOOD));
            beside.engine.pipelines(BAD);
            beside.await(
                    "the bad ones are refused",
                    report -> report.logstash().orElseThrow().refused().isPresent());
            beside.awaitRunning(fingerprint(GOOD));
            assertThat(beside.official().refused().orElseThrow().fingerprint()).isEqualTo(fingerprint(BAD));
            assertThat(beside.official().refused().orElseThrow().sentence())
                    .startsWith("pipeline other: ")
                    .contains("Couldn't find any filter plugin named 'frobnicate'");
            assertThat(beside.engine.report().lastError().orElseThrow()).contains("those before run on");
            assertThat(beside.prepared.dirs().pipeline("other")).doesNotExist();
            beside.engine.pipelines(Map.of());
            beside.awaitRunning(fingerprint(Map.of()));
            beside.await("nothing is wrong", report -> report.lastError().isEmpty());
            assertThat(beside.official().refused()).isEmpty();
            assertThat(beside.official().restarts()).isZero();
        }
    }

    @Test
    void whenTheTextOfAPipelineIsRefusedItsFormerTextComesBack() throws Exception {
        Map<String, String> broken = Map.of("main", "input { generator { }\noutput { stdout ");
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            beside.engine.pipelines(broken);
            beside.await(
                    "the broken text is refused",
                    report -> report.logstash().orElseThrow().refused().isPresent());
            assertThat(beside.official().refused().orElseThrow().sentence())
                    .startsWith("pipeline main: Expected one of");
            beside.awaitRunning(fingerprint(GOOD));
            assertThat(Files.readString(beside.prepared.dirs().pipeline("main")))
                    .startsWith("input { generator { } }");
        }
    }

    @Test
    void endpointsAreFollowedWithoutAStart() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            beside.endpoints("http://127.0.0.1:2", "http://127.0.0.1:3");
            Await.until(
                    Beside.PATIENCE,
                    "the new hosts are loaded",
                    beside::console,
                    text -> text.contains(":hosts=>[\"http://127.0.0.1:2\", \"http://127.0.0.1:3\"]"));
            beside.awaitRunning(fingerprint(GOOD));
            assertThat(beside.official().restarts()).isZero();
        }
    }

    @Test
    void aBadPipelineAtTheStartIsToldInLogstashsWords() throws Exception {
        Map<String, String> wrong = Map.of("main", "input { generator { colour => 1 } }");
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, wrong).start()) {
            assertThat(beside.awaitFailure())
                    .isEqualTo("Logstash ended with code 1: Unknown setting 'colour' for generator.");
        }
    }

    @Test
    void aVariableWithoutAValueIsTold() throws Exception {
        Map<String, String> wrong = Map.of("main", "input { generator { message => \"${NOPE}\" } }");
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, wrong).start()) {
            assertThat(beside.awaitFailure()).contains("Replacement variable `NOPE` is not defined");
        }
    }

    @Test
    void whileElasticsearchIsAwayAStopIsQuickWithAQueueOnDisk() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            beside.switches("elasticsearch-away = true");
            beside.await("events wait", LogstashEngineIT::eventsWait);
            long before = System.nanoTime();
            assertThat(beside.engine.stop(Duration.ofSeconds(60)))
                    .as("all is delivered")
                    .isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            assertThat(beside.console()).contains("Logstash shut down.");
            assertThat(logstashes(beside)).isEmpty();
        }
    }

    /** As a real one without a queue on disk does. */
    @Test
    void oneThatHangsIsKilledWhenItsGraceIsOver() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.MEMORY, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            beside.switches("elasticsearch-away = true");
            beside.await("events wait", LogstashEngineIT::eventsWait);
            assertThat(beside.engine.stop(Duration.ofSeconds(1))).isFalse();
            assertThat(beside.console()).contains("SIGTERM received").doesNotContain("Logstash shut down.");
            assertThat(logstashes(beside)).isEmpty();
        }
    }

    private static boolean eventsWait(org.mesoselk.commons.logstash.LogstashReport report) {
        return report.logstash().orElseThrow().pipelines().stream()
                .anyMatch(pipeline -> pipeline.eventsIn() > pipeline.eventsOut());
    }

    @Test
    void aPortThatIsTakenIsToldAndHadOnceItIsFree() throws Exception {
        ServerSocket taken = new ServerSocket();
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = taken.getLocalPort();
        Map<String, String> listening = listening(port);
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, listening).start()) {
            beside.await(
                    "the port is told",
                    report -> report.lastError()
                            .filter(error -> error.startsWith("Port " + port + " is in use by another process"))
                            .isPresent());
            taken.close();
            beside.await(
                    "it listens",
                    report -> report.lastError().isEmpty()
                            && report.logstash().orElseThrow().restarts() == 1);
            beside.awaitRunning(fingerprint(listening));
            assertThat(Ports.isFree("127.0.0.1", port)).isFalse();
        } finally {
            taken.close();
        }
    }

    @Test
    void pipelinesWhosePortIsTakenAreRefusedAndThoseBeforeRunOn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            Map<String, String> listening = listening(taken.getLocalPort());
            beside.engine.pipelines(listening);
            beside.await("they are refused, and have never run", report -> {
                assertThat(report.logstash().orElseThrow().running()).isNotEqualTo(Optional.of(fingerprint(listening)));
                return report.logstash().orElseThrow().refused().isPresent();
            });
            assertThat(beside.official().refused().orElseThrow().sentence())
                    .startsWith("pipeline main: Address already in use: another process has port "
                            + taken.getLocalPort() + ";");
            beside.awaitRunning(fingerprint(GOOD));
            assertThat(beside.engine.report().lastError().orElseThrow()).contains("those before run on");
            assertThat(beside.official().restarts()).isZero();
        }
    }

    @Test
    void aPipelineThatIsLoadedAnewKeepsItsPort() throws Exception {
        int port = Beside.freePort();
        Map<String, String> before = listening(port);
        Map<String, String> after = Map.of(
                "main", before.get("main").replace("stdout { }", "stdout { id => \"again\" }"), "other", Beside.FINE);
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, before).start()) {
            beside.awaitRunning(fingerprint(before));
            beside.engine.pipelines(after);
            beside.awaitRunning(fingerprint(after));
            assertThat(beside.engine.report().lastError()).isEmpty();
            assertThat(beside.official().restarts()).isZero();
            assertThat(Ports.isFree("127.0.0.1", port)).isFalse();
        }
    }

    private static Map<String, String> listening(int port) {
        return Map.of("main", "input { tcp { host => \"127.0.0.1\" port => " + port + " } } output { stdout { } }");
    }

    @Test
    void twoInOneDataDirectoryAreNotPossible() throws Exception {
        try (Beside first = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            first.awaitRunning(fingerprint(GOOD));
            try (Beside second =
                    new Beside(temp, "other-sandbox", OfficialLogstash.PERSISTED, GOOD, Map.of()).start()) {
                assertThat(second.awaitFailure()).contains("another instance using the configured data directory");
            }
            assertThat(logstashes(first)).hasSize(1);
        }
    }

    /** On kernels where the API of a real one answers nobody. */
    @Test
    void withoutAnApiWhatItPrintsIsEnough() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD)) {
            beside.switches("api-silent = true");
            beside.start().awaitRunning(fingerprint(GOOD));
            assertThat(beside.official().apiAnswers()).isFalse();
            assertThat(beside.engine.report().lastError()).isEmpty();
            beside.engine.pipelines(BAD);
            beside.await(
                    "the bad ones are refused",
                    report -> report.logstash().orElseThrow().refused().isPresent());
            beside.awaitRunning(fingerprint(GOOD));
        }
    }

    @Test
    void pipelinesAreTestedBesideThoseThatRun() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            assertThat(validation(beside, Map.of("new", Beside.FINE))).isEqualTo(Validation.VALID);
            assertThat(validation(beside, BAD)).isEqualTo(Validation.INVALID);
            assertThat(beside.official().validation().orElseThrow().sentence())
                    .startsWith("pipeline other: Unable to configure plugins");
            beside.awaitRunning(fingerprint(GOOD));
            assertThat(beside.official().refused()).isEmpty();
            assertThat(beside.sandbox.resolve("logstash-test")).doesNotExist();
        }
    }

    private static String validation(Beside beside, Map<String, String> pipelines) throws Exception {
        beside.engine.validate(pipelines);
        return beside.await(
                        "pipelines are tested",
                        report -> report.logstash()
                                .orElseThrow()
                                .validation()
                                .filter(answer -> answer.fingerprint().equals(fingerprint(pipelines)))
                                .filter(answer -> !answer.state().equals(Validation.RUNNING))
                                .isPresent())
                .logstash()
                .orElseThrow()
                .validation()
                .orElseThrow()
                .state();
    }

    @Test
    void aSecretIsInTheEnvironmentOfItsProcessOnly() throws Exception {
        Path file = Files.writeString(temp.resolve("secret"), "s3cret-of-the-test");
        try (Beside beside = new Beside(
                        temp,
                        "sandbox",
                        OfficialLogstash.PERSISTED,
                        Map.of(),
                        Map.of("ELASTICSEARCH_USER", file.toString(), "ELASTICSEARCH_PASSWORD", file.toString()))
                .start()) {
            beside.awaitRunning(fingerprint(Map.of()));
            ProcessHandle process = logstashes(beside).get(0);
            Path proc = Path.of("/proc", String.valueOf(process.pid()));
            assertThat(Files.readString(proc.resolve("environ"))).contains("s3cret-of-the-test");
            assertThat(Files.readString(proc.resolve("cmdline"))).doesNotContain("s3cret-of-the-test");
            try (Stream<Path> files = Files.walk(beside.sandbox)) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(path -> assertThat(Files.readString(path)).doesNotContain("s3cret-of-the-test"));
            }
            assertThat(Files.readString(beside.prepared.dirs().pipeline("mesos")))
                    .contains("password => \"${ELASTICSEARCH_PASSWORD}\"");
        }
    }

    @Test
    void oneThatRunsOutOfItsHeapSaysWhatToDo() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            beside.switches("out-of-memory = true");
            assertThat(beside.awaitFailure())
                    .startsWith("Logstash ran out of its heap of 128 MB; give it a larger one")
                    .contains("java.lang.OutOfMemoryError: Java heap space");
        }
    }

    @Test
    void oneThatIsKilledIsTakenForTooLarge() throws Exception {
        try (Beside beside = new Beside(temp, OfficialLogstash.PERSISTED, GOOD).start()) {
            beside.awaitRunning(fingerprint(GOOD));
            logstashes(beside).forEach(ProcessHandle::destroyForcibly);
            assertThat(beside.awaitFailure()).startsWith("Logstash was killed (SIGKILL)");
        }
    }
}

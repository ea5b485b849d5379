package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.process.DirectoryLock;
import org.mesoselk.executor.logstash.Await;
import org.mesoselk.executor.logstash.official.render.Variables.Agent;
import org.mesoselk.testsupport.logstash.StandInLogstash;

/** An engine beside a stand-in for Logstash. */
final class Beside implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String FINE = "input { generator { } } output { elasticsearch { hosts => [${ELASTICSEARCH_HOSTS}] } }";

    final Path home;
    final Path sandbox;
    final Path registry;
    final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    final LogstashEngine engine;
    final PreparedLogstash prepared;

    Beside(Path temp, String queueType, Map<String, String> pipelines) throws Exception {
        this(temp, "sandbox", queueType, pipelines, Map.of());
    }

    Beside(Path temp, String sandboxName, String queueType, Map<String, String> pipelines, Map<String, String> secrets)
            throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = StandInLogstash.make(temp.resolve("home"), "8.15.0");
        sandbox = Files.createDirectory(temp.resolve(sandboxName));
        registry = Files.createDirectories(temp.resolve("registry"));
        OfficialLogstash official = new OfficialLogstash(
                Optional.of(home.toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                128,
                List.of(),
                0,
                freePort(),
                queueType,
                16,
                pipelines,
                secrets);
        LogstashTask task = new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of("http://127.0.0.1:1"),
                registry.toString(),
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD,
                Optional.of(official));
        PlanLogstash.Plan plan = new PlanLogstash(sandbox, System.getenv(), Duration.ofSeconds(10))
                .plan(task, new Agent("A-S0", "host-1", temp.resolve("work").toString()), registry);
        if (plan instanceof PlanLogstash.Plan.Unfit unfit) {
            throw new AssertionError(unfit.sentences());
        }
        prepared = ((PlanLogstash.Plan.Fit) plan).prepared();
        DirectoryLock.Outcome lock = DirectoryLock.take(sandbox, "this test");
        Files.createDirectories(prepared.dirs().names());
        engine = new LogstashEngine(
                prepared, Optional.empty(), ((DirectoryLock.Outcome.Taken) lock).lock(), InstantSource.system());
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    Beside start() {
        engine.start(failures::add);
        return this;
    }

    void switches(String properties) throws IOException {
        StandInLogstash.switches(home, properties);
    }

    void endpoints(String... urls) {
        engine.endpoints(List.of(urls).stream().map(URI::create).toList());
    }

    OfficialReport official() {
        return engine.report().logstash().orElseThrow();
    }

    LogstashReport await(String what, Predicate<LogstashReport> isIt) throws Exception {
        return Await.until(
                PATIENCE,
                what,
                () -> {
                    String failure = failures.peek();
                    if (failure != null) {
                        throw new AssertionError("The engine has failed: " + failure);
                    }
                    return engine.report();
                },
                isIt);
    }

    void awaitRunning(String fingerprint) throws Exception {
        await(
                "pipelines " + fingerprint + " run",
                report -> report.logstash().orElseThrow().running().equals(Optional.of(fingerprint)));
    }

    String awaitFailure() throws Exception {
        return Await.until(PATIENCE, "the engine has failed", failures::peek, failure -> failure != null);
    }

    String console() throws IOException {
        return Files.readString(prepared.dirs().console());
    }

    /** With no grace: nothing is left behind. */
    @Override
    public void close() throws InterruptedException {
        engine.stop(Duration.ZERO);
    }
}

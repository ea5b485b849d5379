package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * ZooKeeper, a master, agents and a scheduler, each a process of its own so that each can be killed; built without the
 * CLI. Nothing but {@link LocalMesos} knows that the Mesos is ours.
 */
final class Installation implements AutoCloseable {

    private final Path folder;
    private final TestingServer zooKeeper;
    private final LocalMesos mesos;
    private final List<String> schedulerOptions;
    private int schedulerStarts;
    private Program scheduler;
    private String api;

    private Installation(Path folder, TestingServer zooKeeper, LocalMesos mesos, List<String> schedulerOptions) {
        this.folder = folder;
        this.zooKeeper = zooKeeper;
        this.mesos = mesos;
        this.schedulerOptions = schedulerOptions;
    }

    static Builder in(Path folder) {
        return new Builder(folder);
    }

    static final class Builder {
        private final Path folder;
        private final List<LocalMesos.AgentSpec> agents = new ArrayList<>();
        private final List<String> masterFlags = new ArrayList<>();
        private final List<String> options = new ArrayList<>();

        private Builder(Path folder) {
            this.folder = folder;
        }

        Builder agent(String resources, String attributes) {
            agents.add(new LocalMesos.AgentSpec(resources, attributes));
            return this;
        }

        Builder agents(int count) {
            for (int i = 0; i < count; i++) {
                agent("cpus:4;mem:8192;disk:20000", "rack:r" + i);
            }
            return this;
        }

        Builder master(String... flags) {
            masterFlags.addAll(List.of(flags));
            return this;
        }

        Builder scheduler(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        /** Small real Elasticsearch nodes. */
        Builder elasticsearch() {
            return scheduler(
                    "--memory", "768", "--heap", "128", "--cpus", "0.5", "--jvm-option", "-XX:TieredStopAtLevel=1");
        }

        Installation start() throws Exception {
            LeakCheck.watch(folder);
            TestingServer zooKeeper = new TestingServer(
                    new InstanceSpec(folder.resolve("zookeeper").toFile(), -1, -1, -1, false, -1), true);
            LocalMesos mesos = new LocalMesos(folder, zooKeeper.getConnectString(), masterFlags);
            Installation installation = new Installation(folder, zooKeeper, mesos, options);
            try {
                mesos.start(agents);
                installation.startScheduler();
            } catch (Exception | AssertionError e) {
                installation.close();
                throw e;
            }
            return installation;
        }
    }

    /** Starts the scheduler and waits for its API. */
    void startScheduler() throws IOException {
        scheduler = launchScheduler();
        Path announce = announceFile();
        JsonNode announced = Await.until(
                "the scheduler's API",
                Duration.ofSeconds(90),
                () -> {
                    if (!scheduler.alive()) {
                        throw new IllegalStateException("the scheduler has ended:\n" + scheduler.output());
                    }
                    return Files.exists(announce)
                            ? Json.tree(Files.readAllBytes(announce))
                            : Json.mapper().nullNode();
                },
                seen -> !seen.isNull());
        api = announced.path("api").asString();
    }

    private Path announceFile() {
        return folder.resolve("scheduler-" + schedulerStarts + ".json");
    }

    /** Starts a scheduler that is expected to end by itself. */
    Program launchScheduler() {
        schedulerStarts++;
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Artifacts.jar("scheduler").toString(),
                "elasticsearch",
                "--zookeeper",
                "zk://" + zooKeeper.getConnectString(),
                "--mesos-master",
                mesos.masterUrl(),
                "--api-announce",
                announceFile().toString(),
                "--executor-jar",
                Artifacts.jar("executor-elasticsearch").toString(),
                "--java-home",
                System.getProperty("java.home"),
                "--elasticsearch-home",
                Distributions.elasticsearch8().toString()));
        if (!schedulerOptions.contains("--data-dir")) {
            arguments.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        }
        arguments.addAll(schedulerOptions);
        return Program.java("scheduler", folder.resolve("logs/scheduler.log"), Map.of(), arguments);
    }

    Program scheduler() {
        return scheduler;
    }

    LocalMesos mesos() {
        return mesos;
    }

    TestingServer zooKeeper() {
        return zooKeeper;
    }

    Path folder() {
        return folder;
    }

    String api() {
        return api;
    }

    /** {@code GET /v1/status}: what {@code elk status --json} shows of the framework. */
    JsonNode status() throws IOException {
        return Rest.get(api + "/v1/status").expect(200).json();
    }

    /** http://host:port of the members that serve; empty when the scheduler cannot be asked. */
    List<String> endpoints() {
        try {
            List<String> found = new ArrayList<>();
            status().path("endpoints").forEach(endpoint -> found.add(endpoint.asString()));
            lastEndpoints = found.isEmpty() ? lastEndpoints : List.copyOf(found);
        } catch (IOException | AssertionError e) {
            // A client keeps the addresses that it knows while nobody can tell it better.
        }
        return lastEndpoints;
    }

    private volatile List<String> lastEndpoints = List.of();

    /** Active tasks as the master lists them: task id and state. */
    List<String> tasks() {
        return mesos.tasks();
    }

    JsonNode awaitReady(int members) {
        return Await.until(
                members + " members ready and the cluster green",
                Duration.ofMinutes(6),
                this::status,
                seen -> seen.path("ready").asInt() == members
                        && seen.path("wanted").asInt() == members
                        && seen.path("members").size() == members
                        && "green".equals(seen.path("state").asString()));
    }

    Rest.Answer scale(int members, String query) throws IOException {
        return Rest.put(api + "/v1/cluster/elasticsearchNodes" + query, "{\"value\": " + members + "}");
    }

    @Override
    public void close() {
        try {
            if (scheduler != null) {
                scheduler.close();
            }
        } finally {
            mesos.close();
            try {
                zooKeeper.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

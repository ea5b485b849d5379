package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * ZooKeeper, a master, agents and a scheduler, each a process of its own so that each can be killed; built without the
 * CLI. Nothing but {@link LocalMesos} knows that the Mesos is ours.
 */
final class Installation implements AutoCloseable {

    private final Path folder;
    private final ZooKeeper zooKeeper;
    private final LocalMesos mesos;
    private final Schedulers schedulers;

    private Installation(Path folder, ZooKeeper zooKeeper, LocalMesos mesos, List<String> schedulerOptions) {
        this.folder = folder;
        this.zooKeeper = zooKeeper;
        this.mesos = mesos;
        this.schedulers = new Schedulers(folder, zooKeeper.connectString(), mesos.masterUrl(), schedulerOptions);
    }

    static Builder in(Path folder) {
        return new Builder(folder);
    }

    static final class Builder {
        private final Path folder;
        private final List<LocalMesos.AgentSpec> agents = new ArrayList<>();
        private final List<String> masterFlags = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private int zooKeepers = 1;

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

        Builder zooKeepers(int count) {
            zooKeepers = count;
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
            ZooKeeper zooKeeper = new ZooKeeper(folder, zooKeepers);
            LocalMesos mesos = new LocalMesos(folder, zooKeeper.connectString(), masterFlags);
            Installation installation = new Installation(folder, zooKeeper, mesos, options);
            try {
                zooKeeper.start();
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
        schedulers.start(0);
        // One that was killed is followed when its session at ZooKeeper is over.
        Await.until("a scheduler that leads", Duration.ofSeconds(60), this::status, seen -> true);
    }

    /** Starts a scheduler that is expected to end by itself. */
    Program launchScheduler() {
        return schedulers.launch(0);
    }

    Program scheduler() {
        return schedulers.program(0);
    }

    Schedulers schedulers() {
        return schedulers;
    }

    LocalMesos mesos() {
        return mesos;
    }

    ZooKeeper zooKeeper() {
        return zooKeeper;
    }

    Path folder() {
        return folder;
    }

    String api() {
        return schedulers.api();
    }

    /** {@code GET /v1/status}: what {@code elk status --json} shows of the framework. */
    JsonNode status() throws IOException {
        return schedulers.ask("/v1/status");
    }

    /** http://host:port of the members that serve; the last that were known when the scheduler cannot be asked. */
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
        return Rest.put(api() + "/v1/cluster/elasticsearchNodes" + query, "{\"value\": " + members + "}");
    }

    /** What was stopped goes on first: a stopped process ends for nothing but SIGKILL. */
    @Override
    public void close() {
        Processes.under(folder)
                .forEach(found ->
                        ProcessHandle.of(found.pid()).ifPresent(process -> Signals.sendIfAlive("CONT", process.pid())));
        try {
            schedulers.close();
        } finally {
            try {
                mesos.close();
            } finally {
                zooKeeper.close();
            }
        }
    }
}

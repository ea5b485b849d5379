package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * ZooKeeper, a Mesos and a scheduler, each process its own so that each can be killed; built without the CLI. The Mesos is
 * started for the test, or is the one that {@code -Dmesos.master} names: nothing but {@link Control} tells the two apart.
 */
final class Installation implements AutoCloseable {

    private final Path folder;
    private final ZooKeeper zooKeeper;
    private final Control control;
    private final Mesos mesos;
    private final Schedulers schedulers;
    private final boolean external;

    private Installation(
            Path folder,
            Places places,
            ZooKeeper zooKeeper,
            Control control,
            boolean external,
            List<String> schedulerOptions) {
        this.folder = folder;
        this.zooKeeper = zooKeeper;
        this.control = control;
        this.external = external;
        this.mesos = new Mesos(control);
        this.schedulers = new Schedulers(
                folder, places.scheduler(), zooKeeper.connectString(), mesos.masterUrl(), schedulerOptions);
    }

    static Builder in(Path folder) {
        return new Builder(folder);
    }

    static final class Builder {
        private final Path folder;
        private final List<LocalControl.AgentSpec> agents = new ArrayList<>();
        private final List<String> masterFlags = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private int zooKeepers = 1;
        private Places places = Places.HERE;
        /** Sizes or attributes that a Mesos which is there already need not have. */
        private boolean particular;

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** One agent of a particular kind, which a Mesos that is there already does not have. */
        Builder agent(String resources, String attributes) {
            particular = true;
            return add(resources, attributes);
        }

        /** The same, on a machine of its own as far as Mesos is concerned: a name of this host's. */
        Builder machine(String hostname, String resources, String attributes) {
            particular = true;
            agents.add(new LocalControl.AgentSpec(resources, attributes, Optional.of(hostname)));
            return this;
        }

        private Builder add(String resources, String attributes) {
            agents.add(new LocalControl.AgentSpec(resources, attributes, Optional.empty()));
            return this;
        }

        /** So many agents on which a small Elasticsearch has room. */
        Builder agents(int count) {
            for (int i = 0; i < count; i++) {
                add("cpus:4;mem:8192;disk:20000", "rack:r" + i);
            }
            return this;
        }

        Builder zooKeepers(int count) {
            zooKeepers = count;
            return this;
        }

        /** Elsewhere than on loopback. */
        Builder in(Places elsewhere) {
            particular = true;
            places = elsewhere;
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
            ZooKeeper zooKeeper = new ZooKeeper(folder, zooKeepers, places.zooKeeper());
            Optional<ExternalControl> external = ExternalControl.configured();
            LocalControl local = new LocalControl(folder, places, zooKeeper.connectString(), masterFlags);
            Installation installation = new Installation(
                    folder,
                    places,
                    zooKeeper,
                    external.<Control>map(there -> there).orElse(local),
                    external.isPresent(),
                    options);
            try {
                if (external.isPresent()) {
                    Suitable.require(external.get(), installation.mesos(), agents.size(), particular, masterFlags);
                }
                zooKeeper.start();
                if (external.isEmpty()) {
                    local.start(agents);
                    installation.mesos().awaitAgents(agents.size());
                }
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

    Mesos mesos() {
        return mesos;
    }

    ZooKeeper zooKeeper() {
        return zooKeeper;
    }

    Path folder() {
        return folder;
    }

    /** What runs for this installation: our own processes, and ours on agents that were there before. */
    List<Processes.Found> processes() {
        return Stream.concat(
                        Processes.under(folder).stream(),
                        external
                                ? control.agents().stream()
                                        .flatMap(agent -> Processes.under(agent.workDir()).stream())
                                        .filter(found -> found.isElasticsearch() || found.isExecutor())
                                : Stream.empty())
                .distinct()
                .toList();
    }

    String api() {
        return schedulers.api();
    }

    /** {@code GET /v1/status}: what {@code elk status --json} shows of the framework. */
    JsonNode status() throws IOException {
        JsonNode status = schedulers.ask("/v1/status");
        String id = status.path("frameworkId").asString("");
        frameworkId = id.isEmpty() ? frameworkId : id;
        return status;
    }

    private volatile String frameworkId = "";

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
        return awaitReady(members, this::status);
    }

    /** Where what ends by itself is started again: a master that was stopped for long learns late that it has to end. */
    JsonNode awaitReadySupervised(int members) {
        return awaitReady(members, () -> {
            mesos.supervise();
            schedulers.supervise();
            return status();
        });
    }

    private static JsonNode awaitReady(int members, Await.Look<JsonNode> look) {
        return Await.until(
                members + " members ready and the cluster green",
                Duration.ofMinutes(6),
                look,
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
        processes()
                .forEach(found ->
                        ProcessHandle.of(found.pid()).ifPresent(process -> Signals.sendIfAlive("CONT", process.pid())));
        try {
            if (external) {
                tearDown();
            }
            schedulers.close();
        } finally {
            try {
                control.close();
            } finally {
                zooKeeper.close();
            }
        }
    }

    /** A Mesos that was there before would keep the framework and its tasks for days. */
    private void tearDown() {
        schedulers.close();
        if (frameworkId.isEmpty()) {
            return;
        }
        try {
            Rest.form(mesos.leaderUrl() + "/master/teardown", "frameworkId=" + frameworkId)
                    .expect(200);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "framework " + frameworkId + " could not be torn down; do it by hand: POST /master/teardown", e);
        }
        Await.until(
                "no task's process of ours",
                Duration.ofMinutes(2),
                () -> processes().stream()
                        .filter(found -> found.isElasticsearch() || found.isExecutor())
                        .toList(),
                List::isEmpty);
    }
}

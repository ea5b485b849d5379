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
    private final Optional<Logstash> logstash;
    private final boolean external;

    private Installation(Builder builder, ZooKeeper zooKeeper, Control control, boolean external) {
        this.folder = builder.folder;
        this.zooKeeper = zooKeeper;
        this.control = control;
        this.external = external;
        this.mesos = new Mesos(control);
        this.schedulers = schedulers(Framework.ELASTICSEARCH, builder.places, builder.options);
        this.logstash = builder.logstash.map(
                options -> new Logstash(this, schedulers(Framework.LOGSTASH, builder.places, options)));
    }

    private Schedulers schedulers(Framework framework, Places places, List<String> options) {
        return new Schedulers(
                framework, folder, places.scheduler(), zooKeeper.connectString(), mesos.masterUrl(), options);
    }

    static Builder in(Path folder) {
        return new Builder(folder);
    }

    static final class Builder {
        private static final String ROOMY = "cpus:4;mem:8192;disk:20000";

        private final Path folder;
        private final List<LocalControl.AgentSpec> agents = new ArrayList<>();
        private final List<String> masterFlags = new ArrayList<>();
        private final List<String> agentFlags = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private Optional<List<String>> logstash = Optional.empty();
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
            agents.add(new LocalControl.AgentSpec(resources, attributes, Optional.of(hostname), false));
            return this;
        }

        private Builder add(String resources, String attributes) {
            agents.add(new LocalControl.AgentSpec(resources, attributes, Optional.empty(), false));
            return this;
        }

        /** So many agents on which a small Elasticsearch has room. */
        Builder agents(int count) {
            for (int i = 0; i < count; i++) {
                add(ROOMY, "rack:r" + i);
            }
            return this;
        }

        /** An agent that is not there before {@link Mesos#startAgent}. */
        Builder joiningAgent(String attributes) {
            particular = true;
            agents.add(new LocalControl.AgentSpec(ROOMY, attributes, Optional.empty(), true));
            return this;
        }

        /** Flags of every agent. */
        Builder agentFlags(String... flags) {
            particular = true;
            agentFlags.addAll(List.of(flags));
            return this;
        }

        private int present() {
            return (int) agents.stream().filter(agent -> !agent.joins()).count();
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

        /** The Logstash framework too. */
        Builder logstash(String... more) {
            List<String> all = new ArrayList<>(logstash.orElse(List.of()));
            all.addAll(List.of(more));
            logstash = Optional.of(all);
            return this;
        }

        Installation start() throws Exception {
            LeakCheck.watch(folder);
            ZooKeeper zooKeeper = new ZooKeeper(folder, zooKeepers, places.zooKeeper());
            Optional<ExternalControl> external = ExternalControl.configured();
            LocalControl local = new LocalControl(folder, places, zooKeeper.connectString(), masterFlags, agentFlags);
            Installation installation = new Installation(
                    this, zooKeeper, external.<Control>map(there -> there).orElse(local), external.isPresent());
            try {
                if (external.isPresent()) {
                    Suitable.require(external.get(), installation.mesos(), agents.size(), particular, masterFlags);
                }
                zooKeeper.start();
                if (external.isEmpty()) {
                    local.start(agents);
                    installation.mesos().awaitAgents(present());
                }
                installation.startScheduler();
                if (logstash.isPresent()) {
                    installation.logstash().startScheduler(0);
                }
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

    /** Only where the test wants it. */
    Logstash logstash() {
        return logstash.orElseThrow();
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
                                        .filter(Installation::isOfATask)
                                : Stream.empty())
                .distinct()
                .toList();
    }

    private static boolean isOfATask(Processes.Found found) {
        return found.isElasticsearch() || found.isExecutor() || found.isCollector();
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
            logstash.ifPresent(Logstash::close);
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
        logstash.ifPresent(Logstash::close);
        Stream.concat(Stream.of(frameworkId), logstash.stream().map(Logstash::frameworkId))
                .filter(id -> !id.isEmpty())
                .forEach(this::tearDown);
        Await.until(
                "no task's process of ours",
                Duration.ofMinutes(2),
                () -> processes().stream().filter(Installation::isOfATask).toList(),
                List::isEmpty);
    }

    private void tearDown(String id) {
        try {
            Rest.form(mesos.leaderUrl() + "/master/teardown", "frameworkId=" + id)
                    .expect(200);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "framework " + id + " could not be torn down; do it by hand: POST /master/teardown", e);
        }
    }
}

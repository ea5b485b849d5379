package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import tools.jackson.databind.JsonNode;

/** A master and agents of local-mesos, one process each, found through ZooKeeper as a real one is. */
final class LocalMesos implements AutoCloseable {

    record AgentSpec(String resources, String attributes) {}

    private record Agent(int port, List<String> arguments) {}

    private final Path folder;
    private final String zk;
    private final List<String> masterFlags;
    private final int masterPort = InstanceSpec.getRandomPort();
    private final List<Agent> agents = new ArrayList<>();
    private final List<Program> agentPrograms = new ArrayList<>();
    private Program master;
    private int blocks = (int) (ProcessHandle.current().pid() % 300);

    /** @param masterFlags besides port and ZooKeeper */
    LocalMesos(Path folder, String zooKeeper, List<String> masterFlags) {
        this.folder = folder;
        this.masterFlags = List.copyOf(masterFlags);
        this.zk = "zk://" + zooKeeper + "/mesos";
    }

    void start(List<AgentSpec> specs) {
        startMaster();
        for (int i = 0; i < specs.size(); i++) {
            int port = InstanceSpec.getRandomPort();
            String resources = specs.get(i).resources();
            if (!resources.contains("ports")) {
                int first = nextPortBlock();
                resources += ";ports:[%d-%d]".formatted(first, first + 19);
            }
            agents.add(new Agent(
                    port,
                    List.of(
                            "--master", zk,
                            "--work-dir", folder.resolve("agent-" + i).toString(),
                            "--port", Integer.toString(port),
                            "--resources", resources,
                            "--attributes", specs.get(i).attributes())));
            agentPrograms.add(null);
            startAgent(i);
        }
        awaitAgents(specs.size());
    }

    /** Below the ephemeral range, and seldom the same in two runs at once; a clash is seen and avoided by the executors. */
    private int nextPortBlock() {
        return 20000 + blocks++ % 500 * 20;
    }

    void startMaster() {
        List<String> arguments = new ArrayList<>(List.of("master", "--port", Integer.toString(masterPort), "--zk", zk));
        arguments.addAll(masterFlags);
        master = local("master", arguments);
    }

    void startAgent(int index) {
        List<String> arguments = new ArrayList<>(List.of("agent"));
        arguments.addAll(agents.get(index).arguments());
        agentPrograms.set(index, local("agent-" + index, arguments));
    }

    void killAgent(int index) {
        agentPrograms.get(index).kill();
    }

    Program master() {
        return master;
    }

    String masterUrl() {
        return zk;
    }

    /** Index of the agent that runs a task. */
    int agentOf(String taskId) {
        JsonNode state = state();
        for (JsonNode framework : state.path("frameworks")) {
            for (JsonNode task : framework.path("tasks")) {
                if (task.path("id").asString().equals(taskId)) {
                    return indexOf(state, task.path("slave_id").asString());
                }
            }
        }
        throw new AssertionError("the master knows no active task " + taskId + ": " + state);
    }

    private int indexOf(JsonNode state, String agentId) {
        for (JsonNode slave : state.path("slaves")) {
            if (slave.path("id").asString().equals(agentId)) {
                int port = Integer.parseInt(slave.path("pid").asString().replaceAll(".*:", ""));
                for (int i = 0; i < agents.size(); i++) {
                    if (agents.get(i).port() == port) {
                        return i;
                    }
                }
            }
        }
        throw new AssertionError("no agent " + agentId + ": " + state.path("slaves"));
    }

    /** Active tasks, as the master lists them. */
    List<String> tasks() {
        List<String> tasks = new ArrayList<>();
        for (JsonNode framework : state().path("frameworks")) {
            framework.path("tasks").forEach(task -> tasks.add(task.path("id").asString()));
        }
        return tasks;
    }

    void awaitAgents(int count) {
        Await.until(
                count + " active agents",
                Duration.ofSeconds(90),
                () -> Rest.get("http://127.0.0.1:" + masterPort + "/slaves")
                        .expect(200)
                        .json(),
                seen -> active(seen) == count);
    }

    private static int active(JsonNode slaves) {
        int active = 0;
        for (JsonNode slave : slaves.path("slaves")) {
            active += slave.path("active").asBoolean(false) ? 1 : 0;
        }
        return active;
    }

    private JsonNode state() {
        return Await.until(
                "the master's state",
                Duration.ofSeconds(60),
                () -> Rest.get("http://127.0.0.1:" + masterPort + "/state")
                        .expect(200)
                        .json(),
                seen -> true);
    }

    private Program local(String name, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Artifacts.jar("local-mesos").toString()));
        all.addAll(arguments);
        try {
            return Program.java(name, folder.toRealPath().resolve("logs/" + name + ".log"), Map.of(), all);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends agents and master, and the executors that outlive them by design. */
    @Override
    public void close() {
        agentPrograms.stream().filter(agent -> agent != null).forEach(Program::close);
        if (master != null) {
            master.close();
        }
        List<Processes.Found> executors = Processes.under(folder).stream()
                .filter(found -> found.environment().contains("MESOS_EXECUTOR_ID="))
                .toList();
        executors.forEach(found -> ProcessHandle.of(found.pid()).ifPresent(ProcessHandle::destroy));
        try {
            Await.until(
                    "no process of " + folder,
                    Duration.ofSeconds(30),
                    () -> ours(Processes.under(folder)),
                    List::isEmpty);
        } catch (AssertionError e) {
            Processes.under(folder)
                    .forEach(found -> ProcessHandle.of(found.pid()).ifPresent(ProcessHandle::destroyForcibly));
            throw e;
        }
    }

    /** The scheduler has its own end. */
    private static List<Processes.Found> ours(List<Processes.Found> found) {
        return found.stream()
                .filter(process -> !process.text().contains("scheduler-all.jar"))
                .toList();
    }
}

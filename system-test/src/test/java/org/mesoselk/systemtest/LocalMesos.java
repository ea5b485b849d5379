package org.mesoselk.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.curator.test.InstanceSpec;
import tools.jackson.databind.JsonNode;

/** A master and agents of local-mesos, one process each, found through ZooKeeper as a real one is. */
final class LocalMesos implements AutoCloseable {

    record AgentSpec(String resources, String attributes) {}

    /** @param life grows when its host is lost and another takes its place */
    private record Agent(int port, String resources, String attributes, int life) {}

    private final Path folder;
    private final String zk;
    private final List<String> masterFlags;
    private final List<Integer> masterPorts = List.of(InstanceSpec.getRandomPort(), InstanceSpec.getRandomPort());
    private final List<Program> masters = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<Program> agentPrograms = new ArrayList<>();
    private int lastLeader;
    private int blocks = (int) (ProcessHandle.current().pid() * 7 % 500);

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
            agents.add(new Agent(port, resources, specs.get(i).attributes(), 0));
            agentPrograms.add(null);
            startAgent(i);
        }
        awaitAgents(specs.size());
    }

    /** Below the ephemeral range, and none of them in use: another installation may be on this machine. */
    private int nextPortBlock() {
        for (int tried = 0; tried < 500; tried++) {
            int first = 20000 + blocks++ % 500 * 20;
            if (IntStream.range(first, first + 20).allMatch(LocalMesos::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("no twenty free ports in a row between 20000 and 30000");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts the first master, or that one again. */
    void startMaster() {
        startMaster(0);
    }

    /** @param index 0 or 1: two masters elect one of them */
    void startMaster(int index) {
        List<String> arguments =
                new ArrayList<>(List.of("master", "--port", Integer.toString(masterPorts.get(index)), "--zk", zk));
        arguments.addAll(masterFlags);
        Program program = local("master-" + index, arguments);
        if (index < masters.size()) {
            masters.set(index, program);
        } else {
            masters.add(program);
        }
    }

    void startAgent(int index) {
        Agent agent = agents.get(index);
        agentPrograms.set(
                index,
                local(
                        "agent-" + index,
                        List.of(
                                "agent",
                                "--master",
                                zk,
                                "--work-dir",
                                workDir(index).toString(),
                                "--port",
                                Integer.toString(agent.port()),
                                "--resources",
                                agent.resources(),
                                "--attributes",
                                agent.attributes())));
    }

    void killAgent(int index) {
        agentPrograms.get(index).kill();
    }

    Program master() {
        return masters.get(0);
    }

    Program master(int index) {
        return masters.get(index);
    }

    int masters() {
        return masters.size();
    }

    void awaitStandbyMaster(int index) {
        Await.until(
                "master " + index + " stands by", Duration.ofMinutes(1), () -> standsBy(index), standsBy -> standsBy);
    }

    /** Whether that master answers and sends its callers to another. */
    boolean standsBy(int index) throws IOException {
        return Rest.get("http://127.0.0.1:" + masterPorts.get(index) + "/slaves", Duration.ofSeconds(5))
                        .status()
                == 307;
    }

    Program agent(int index) {
        return agentPrograms.get(index);
    }

    Path workDir(int index) {
        int life = agents.get(index).life();
        return folder.resolve("agent-" + index + (life == 0 ? "" : "-" + life));
    }

    int agents() {
        return agents.size();
    }

    /** A new agent in the place of one whose host is lost with its disk. */
    void replaceAgent(int index) {
        Agent lost = agents.get(index);
        agents.set(index, new Agent(lost.port(), lost.resources(), lost.attributes(), lost.life() + 1));
        startAgent(index);
    }

    /** Starts again what has ended by itself, as the service manager of a host does: a master whose session expired ends. */
    void supervise() {
        for (int i = 0; i < masters.size(); i++) {
            if (!masters.get(i).alive()) {
                startMaster(i);
            }
        }
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

    int indexOf(String agentId) {
        return indexOf(state(), agentId);
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
        addTasks(state(), tasks);
        return tasks;
    }

    /** As {@link #tasks()}, but does not wait for a master. */
    List<String> tasksNow() throws IOException {
        List<String> tasks = new ArrayList<>();
        addTasks(ask("/state"), tasks);
        return tasks;
    }

    private static void addTasks(JsonNode state, List<String> tasks) {
        for (JsonNode framework : state.path("frameworks")) {
            framework.path("tasks").forEach(task -> tasks.add(task.path("id").asString()));
        }
    }

    void awaitAgents(int count) {
        Await.until(
                count + " active agents", Duration.ofSeconds(90), () -> ask("/slaves"), seen -> active(seen) == count);
    }

    int activeAgents() throws IOException {
        return active(ask("/slaves"));
    }

    /** Index of the master that leads. */
    int leadingMaster() throws IOException {
        ask("/slaves");
        return lastLeader;
    }

    /** Asks the master that leads; one that does not lead redirects. */
    private JsonNode ask(String path) throws IOException {
        IOException refused = new IOException("no master runs");
        for (int i = 0; i < masters.size(); i++) {
            int index = (lastLeader + i) % masters.size();
            try {
                Rest.Answer answer =
                        Rest.get("http://127.0.0.1:" + masterPorts.get(index) + path, Duration.ofSeconds(5));
                if (answer.status() == 200) {
                    lastLeader = index;
                    return answer.json();
                }
                refused = new IOException("master " + index + ": HTTP " + answer.status() + " " + answer.body());
            } catch (IOException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private static int active(JsonNode slaves) {
        int active = 0;
        for (JsonNode slave : slaves.path("slaves")) {
            active += slave.path("active").asBoolean(false) ? 1 : 0;
        }
        return active;
    }

    private JsonNode state() {
        return Await.until("the master's state", Duration.ofSeconds(60), () -> ask("/state"), seen -> true);
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
        masters.forEach(Program::close);
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

    /** The scheduler and ZooKeeper have their own end. */
    private static List<Processes.Found> ours(List<Processes.Found> found) {
        return found.stream()
                .filter(process -> !process.text().contains("scheduler-all.jar")
                        && !process.text().contains("QuorumPeerMain"))
                .toList();
    }
}

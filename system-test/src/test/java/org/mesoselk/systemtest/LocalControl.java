package org.mesoselk.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.curator.test.InstanceSpec;

/** A master and agents of local-mesos, one process each, found through ZooKeeper as a real one is. Counted from 0. */
final class LocalControl implements Control {

    /**
     * An agent that there is to be.
     *
     * @param hostname by which machines are told apart though all have one address; empty: the address of its place
     * @param joins later, when it is started
     */
    record AgentSpec(String resources, String attributes, Optional<String> hostname, boolean joins) {}

    /** @param life grows when its host is lost and another takes its place */
    private record Own(int port, String resources, String attributes, String hostname, int life) {}

    private final Path folder;
    private final Places places;
    private final String zk;
    private final List<String> masterFlags;
    private final List<String> agentFlags;
    private final List<Integer> masterPorts = List.of(InstanceSpec.getRandomPort(), InstanceSpec.getRandomPort());
    private final List<Program> masters = new ArrayList<>();
    private final List<Own> agents = new ArrayList<>();
    private final List<Program> agentPrograms = new ArrayList<>();
    private int blocks = (int) (ProcessHandle.current().pid() * 7 % 500);

    /** @param masterFlags besides port and ZooKeeper; @param agentFlags of every agent, besides what {@link AgentSpec} says */
    LocalControl(Path folder, Places places, String zooKeeper, List<String> masterFlags, List<String> agentFlags) {
        this.folder = folder;
        this.places = places;
        this.masterFlags = List.copyOf(masterFlags);
        this.agentFlags = List.copyOf(agentFlags);
        this.zk = "zk://" + zooKeeper + "/mesos";
    }

    void start(List<AgentSpec> specs) {
        startMaster(0);
        for (int i = 0; i < specs.size(); i++) {
            int port = InstanceSpec.getRandomPort();
            String resources = specs.get(i).resources();
            if (!resources.contains("ports")) {
                int first = nextPortBlock();
                resources += ";ports:[%d-%d]".formatted(first, first + 19);
            }
            agents.add(new Own(
                    port,
                    resources,
                    specs.get(i).attributes(),
                    specs.get(i).hostname().orElse(places.agent(i).address()),
                    0));
            agentPrograms.add(null);
            if (!specs.get(i).joins()) {
                startAgent(i);
            }
        }
    }

    /** Below the ephemeral range, and none of them in use: another installation may be on this machine. */
    private int nextPortBlock() {
        for (int tried = 0; tried < 500; tried++) {
            int first = 20000 + blocks++ % 500 * 20;
            if (IntStream.range(first, first + 20).allMatch(LocalControl::isFree)) {
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

    /** @param index 0 or 1: two masters elect one of them */
    @Override
    public void startMaster(int index) {
        List<String> arguments = new ArrayList<>(List.of(
                "master",
                "--ip",
                places.master().address(),
                "--port",
                Integer.toString(masterPorts.get(index)),
                "--zk",
                zk));
        arguments.addAll(masterFlags);
        Program program = local(places.master(), "master-" + index, arguments);
        if (index < masters.size()) {
            masters.set(index, program);
        } else {
            masters.add(program);
        }
    }

    @Override
    public void startAgent(int index) {
        Own agent = agents.get(index);
        List<String> arguments = new ArrayList<>(List.of(
                "agent",
                "--ip",
                places.agent(index).address(),
                "--master",
                zk,
                "--work-dir",
                workDir(index).toString(),
                "--port",
                Integer.toString(agent.port()),
                "--hostname",
                agent.hostname(),
                "--resources",
                agent.resources(),
                "--attributes",
                agent.attributes()));
        arguments.addAll(agentFlags);
        agentPrograms.set(index, local(places.agent(index), "agent-" + index, arguments));
    }

    @Override
    public void killAgent(int index, String signal) {
        hit(agentPrograms.get(index), signal);
    }

    @Override
    public void killMaster(int index, String signal) {
        hit(masters.get(index), signal);
    }

    private static void hit(Program program, String signal) {
        program.signal(signal);
        if (signal.equals("KILL")) {
            program.exitCode();
        }
    }

    @Override
    public List<Master> masters() {
        return IntStream.range(0, masters.size())
                .mapToObj(index -> new Master(index, places.master().address() + ":" + masterPorts.get(index)))
                .toList();
    }

    @Override
    public List<Agent> agents() {
        return IntStream.range(0, agents.size())
                .mapToObj(index -> new Agent(
                        index,
                        places.agent(index).address() + ":" + agents.get(index).port(),
                        workDir(index)))
                .toList();
    }

    private Path workDir(int index) {
        int life = agents.get(index).life();
        return folder.resolve("agent-" + index + (life == 0 ? "" : "-" + life));
    }

    @Override
    public void replaceAgent(int index) {
        Own lost = agents.get(index);
        agents.set(index, new Own(lost.port(), lost.resources(), lost.attributes(), lost.hostname(), lost.life() + 1));
        startAgent(index);
    }

    /** As the service manager of a host does: a master whose session expired ends. */
    @Override
    public void supervise() {
        for (int i = 0; i < masters.size(); i++) {
            if (!masters.get(i).alive()) {
                startMaster(i);
            }
        }
    }

    @Override
    public String masterUrl() {
        return zk;
    }

    private Program local(Place place, String name, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Artifacts.jar("local-mesos").toString()));
        all.addAll(arguments);
        try {
            return Program.java(place, name, folder.toRealPath().resolve("logs/" + name + ".log"), Map.of(), all);
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
                .filter(Processes.Found::isOfAnExecutor)
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

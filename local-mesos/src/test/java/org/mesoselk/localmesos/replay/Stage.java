package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.curator.test.TestingServer;
import org.awaitility.Awaitility;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.agent.Agent;
import org.mesoselk.localmesos.agent.AgentOptions;
import org.mesoselk.localmesos.master.Master;
import org.mesoselk.localmesos.master.MasterOptions;
import org.mesoselk.localmesos.master.Timings;

/**
 * The cluster of the recordings in this JVM: three agents with their resources and attributes, a master or two with
 * {@code --agent_ping_timeout=3secs --max_agent_ping_timeouts=3 --allocation_interval=1secs}.
 */
final class Stage implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int FIRST_AGENT_PORT = 15061;
    private static final List<String> ATTRIBUTES =
            List.of("rack:r1;zone:z1;disk_type:ssd", "rack:r2;zone:z1;disk_type:ssd", "rack:r3;zone:z2;disk_type:ssd");
    private static final Timings RECORDED = new Timings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(3),
            3,
            Duration.ofMinutes(10),
            Optional.empty(),
            Optional.empty());

    private final Path root;
    private final Optional<TestingServer> zooKeeper;
    /** By the port that the recording knows it under. */
    private final Map<Integer, Master> masters = new LinkedHashMap<>();

    private final Map<Integer, WayToZooKeeper> ways = new TreeMap<>();
    private final Map<Integer, Agent> agents = new TreeMap<>();
    private final Map<Integer, String> resources;

    /**
     * @param order in which the agents register
     * @param resources of agents that have others than the recorded ones had
     */
    Stage(Path root, List<Integer> masters, List<Integer> order, Map<Integer, String> resources) throws Exception {
        this.root = root;
        this.resources = resources;
        this.zooKeeper = masters.size() > 1 ? Optional.of(new TestingServer(true)) : Optional.empty();
        for (int port : masters) {
            startMaster(port);
        }
        for (int n : order) {
            startAgent(n);
        }
    }

    private void startMaster(int port) throws IOException {
        MasterOptions options = MasterOptions.defaults().withTimings(RECORDED);
        if (zooKeeper.isPresent()) {
            WayToZooKeeper way = new WayToZooKeeper(zooKeeper.get().getPort());
            ways.put(port, way);
            options = options.withZk("zk://127.0.0.1:" + way.port() + "/mesos");
        }
        Master master = Master.start(options, InstantSource.system(), why -> {});
        boolean first = masters.isEmpty();
        masters.put(port, master);
        if (first) {
            Awaitility.await().atMost(PATIENCE).until(master::isLeading);
        } else {
            Awaitility.await().atMost(PATIENCE).until(() -> knowsLeader(master.port()));
        }
    }

    private static boolean knowsLeader(int port) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write("GET /redirect HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return Answer.read(socket.getInputStream()).status().contains("307");
        }
    }

    private static String zkUrl(TestingServer zk) {
        return "zk://" + zk.getConnectString() + "/mesos";
    }

    /** Agents are numbered from 1, as their ports were. */
    void startAgent(int n) throws Exception {
        String master = zooKeeper
                .map(Stage::zkUrl)
                .orElseGet(() -> masters.values().iterator().next().url());
        Agent agent = new Agent(AgentOptions.builder(master, workDir(n))
                .resources(resources.getOrDefault(n, "ports:[3" + n + "000-3" + n + "999];cpus:4;mem:8192;disk:20000"))
                .attributes(ATTRIBUTES.get(n - 1))
                .switchUser(false)
                .pingTimeout(Duration.ofSeconds(9))
                .build());
        agents.put(n, agent);
        agent.start();
        awaitAgent(n);
    }

    private void awaitAgent(int n) {
        Agent agent = agents.get(n);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            Optional<Master> leader =
                    masters.values().stream().filter(Master::isLeading).findFirst();
            return leader.isPresent()
                    && agent.id().isPresent()
                    && leader.get().hasAgent(agent.id().get());
        });
    }

    /** As {@code kill -9}: its executors go on running. */
    void killAgent(int n) {
        agents.get(n).close();
    }

    /** As SIGUSR1: it says goodbye, ends its executors, and ends. */
    void unregisterAgent(int n) throws Exception {
        Agent agent = agents.get(n);
        agent.unregister();
        agent.ended().get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        agent.close();
    }

    void awaitEndOfAgent(int n) throws Exception {
        agents.get(n).ended().get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        agents.get(n).close();
    }

    /** As {@code kill -9}: its session with ZooKeeper is not ended by it. */
    void killMaster(int port) throws IOException {
        ways.get(port).close();
        masters.remove(port).close();
    }

    /** Until this master leads and has all agents. */
    void awaitLeader(int port) {
        Awaitility.await().atMost(PATIENCE).until(masters.get(port)::isLeading);
        agents.keySet().forEach(this::awaitAgent);
    }

    /** Until a master has seen that a framework's scheduler has gone, and with it the framework. */
    void awaitRemovedFramework() {
        int port = masters.values().iterator().next().port();
        Awaitility.await("a removed framework").atMost(PATIENCE).until(() -> {
            try (Socket socket = connect(port)) {
                socket.getOutputStream().write("GET /frameworks HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String body = Answer.read(socket.getInputStream()).body();
                return !Json.tree(body.getBytes(StandardCharsets.UTF_8))
                        .path("completed_frameworks")
                        .isEmpty();
            }
        });
    }

    void awaitExecutor(String executor) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> find(executor, "stdout") != null);
    }

    /** A file with something in it, in the sandbox of an executor or of a task of its. */
    void awaitSandboxFile(String executor, String name) {
        Awaitility.await(executor + "'s " + name)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> find(executor, name).toFile().length() > 0);
    }

    /** Kills an executor's process with signal 9. */
    void killExecutor(String executor) throws IOException {
        Path pid = find(executor, "forked.pid");
        ProcessHandle.of(Long.parseLong(Files.readString(pid, StandardCharsets.US_ASCII)))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    /** What a stand-in for a recorded executor, or a task, waits for: see the scores. */
    void touch(String executor, String file) throws IOException {
        Files.createFile(find(executor, "stdout").resolveSibling(file));
    }

    private Path find(String executor, String file) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(path -> path.getFileName().toString().equals(file))
                    .filter(path -> path.toString().contains("/executors/" + executor + "/runs/"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no executor " + executor + " with " + file));
        }
    }

    /** A file of that name with something in it, somewhere below a folder of the agents' folder. */
    void awaitFile(String folder, String name) {
        Awaitility.await(name).atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (var all = Files.walk(root.resolve(folder))) {
                return all.anyMatch(path -> path.getFileName().toString().equals(name)
                        && path.toFile().length() > 0);
            }
        });
    }

    void awaitNoFile(String path) {
        Awaitility.await(path).atMost(PATIENCE).until(() -> !Files.exists(root.resolve(path)));
    }

    /** A folder below that of all agents; {@code .} for that itself. */
    Path folder(String path) {
        return root.resolve(path).normalize();
    }

    Path workDir(int n) {
        return root.resolve("a" + n + "/work");
    }

    /** What the recording calls things of this run, by the port under which it knows them. */
    void name(Names names, Map<String, Integer> recordedAgents) {
        masters.forEach((port, master) -> names.bind(String.valueOf(port), String.valueOf(master.port())));
        agents.forEach((n, agent) -> {
            names.bind(String.valueOf(FIRST_AGENT_PORT + n - 1), agent.url().replaceAll(".*:", ""));
            names.replace("/var/lib/mesos/a" + n + "/work", workDir(n).toString());
            names.replace(
                    encoded("/tmp/mesos-run/a" + n + "/work"),
                    encoded(workDir(n).toString()));
        });
        recordedAgents.forEach((id, port) ->
                names.bind(id, agents.get(port - FIRST_AGENT_PORT + 1).id().orElseThrow()));
    }

    private static String encoded(String path) {
        return java.net.URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** They outlive their agents. */
    private void killExecutors() throws IOException {
        try (var all = Files.walk(root)) {
            for (Path pid : all.filter(path -> path.getFileName().toString().equals("forked.pid"))
                    .toList()) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid, StandardCharsets.US_ASCII)))
                        .ifPresent(process -> {
                            process.descendants().forEach(ProcessHandle::destroyForcibly);
                            process.destroyForcibly();
                        });
            }
        }
    }

    @Override
    public void close() throws IOException {
        agents.values().forEach(Agent::close);
        killExecutors();
        masters.values().forEach(Master::close);
        for (WayToZooKeeper way : ways.values()) {
            way.close();
        }
        if (zooKeeper.isPresent()) {
            zooKeeper.get().close();
        }
    }
}

package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** An installation whose ZooKeeper, master, scheduler and three agents are hosts of their own, with light members. */
final class Partitioned implements AutoCloseable {

    static final Duration SESSION = Duration.ofSeconds(6);
    static final Duration PING = Duration.ofSeconds(2);
    static final int PINGS = 4;
    static final int MEMBERS = 3;

    /** Whose agent or executor is cut off. */
    static final String VICTIM = "es-default-1";

    private final Path folder;
    private final Network network;
    private final Installation installation;
    private final Path shared;

    private Partitioned(Path folder, Network network) throws Exception {
        this.folder = folder;
        this.network = network;
        this.shared = folder.resolve("shared");
        Path home = StandInHome.make(folder.resolve("elasticsearch"), shared);
        this.installation = Installation.in(folder)
                .in(places(network))
                .agents(MEMBERS)
                .master(
                        "--agent-ping-timeout",
                        PING.toSeconds() + "secs",
                        "--max-agent-ping-timeouts",
                        Integer.toString(PINGS))
                .scheduler(
                        "--nodes",
                        Integer.toString(MEMBERS),
                        "--elasticsearch-home",
                        home.toString(),
                        "--zookeeper-session-timeout",
                        SESSION.toSeconds() + "s",
                        // Before a link is healed, so that it is tempted.
                        "--replace-after",
                        "10s",
                        "--memory",
                        "256",
                        "--heap",
                        "64",
                        "--cpus",
                        "0.1")
                .start();
    }

    static Partitioned start(Path folder) throws Exception {
        Network network = Network.of("zookeeper", "master", "scheduler", "agent0", "agent1", "agent2");
        try {
            return new Partitioned(folder, network);
        } catch (Exception | AssertionError e) {
            network.close();
            throw e;
        }
    }

    private static Places places(Network network) {
        return new Places() {
            @Override
            public Place zooKeeper() {
                return network.host("zookeeper").outside();
            }

            @Override
            public Place master() {
                return network.host("master").outside();
            }

            @Override
            public Place agent(int index) {
                return network.host("agent" + index).inside();
            }

            @Override
            public Place scheduler() {
                return network.host("scheduler").outside();
            }
        };
    }

    Installation installation() {
        return installation;
    }

    Line line(Link link) {
        Path logs = folder.resolve("logs");
        return switch (link) {
            case SCHEDULER_MASTER -> new Wire(network, logs, "scheduler", "master");
            case SCHEDULER_ZOOKEEPER -> new Wire(network, logs, "scheduler", "zookeeper");
            case MASTER_AGENT -> new Wire(network, logs, "master", victimsHost());
            case AGENT_EXECUTOR ->
                new Loopback(
                        network.host(victimsHost()).namespace(),
                        Integer.parseInt(
                                installation.mesos().address(victimsAgent()).replaceAll(".*:", "")));
        };
    }

    private String victimsHost() {
        return "agent" + victimsAgent();
    }

    private int victimsAgent() {
        return Members.agentOf(installation, VICTIM);
    }

    /** Has the victim's node say that it has no elected master, or not any more: the executor has something to tell. */
    void masterless(boolean isSo) throws IOException {
        Path file = StandInCluster.masterless(shared, VICTIM);
        if (isSo) {
            Files.createFile(file);
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** What the victim's executor has written so far. */
    String executorsLog() throws IOException {
        Path agent = installation.mesos().workDir(victimsAgent());
        try (Stream<Path> files = Files.walk(agent)) {
            Optional<Path> log = files.filter(file -> file.endsWith("stdout"))
                    .filter(file -> file.toString().contains(VICTIM))
                    .filter(file -> !file.toString().contains("/latest/"))
                    .findFirst();
            return log.isPresent() ? Files.readString(log.get()) : "";
        }
    }

    @Override
    public void close() {
        try {
            installation.close();
        } finally {
            network.close();
        }
    }
}

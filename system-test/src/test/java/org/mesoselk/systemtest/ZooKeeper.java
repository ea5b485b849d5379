package org.mesoselk.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.curator.test.InstanceSpec;

/** A real ZooKeeper, each server a process of its own, so that it can be killed, stopped and started on its data. */
final class ZooKeeper implements AutoCloseable {

    private record Server(int id, int port, int quorumPort, int electionPort) {}

    private final Path folder;
    private final Place place;
    private final List<Server> servers = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();

    /** @param count 1 for a server that stands alone, 3 for one that may lose a server */
    ZooKeeper(Path folder, int count) {
        this(folder, count, Place.HERE);
    }

    ZooKeeper(Path folder, int count, Place place) {
        this.folder = folder;
        this.place = place;
        for (int id = 1; id <= count; id++) {
            servers.add(new Server(
                    id, InstanceSpec.getRandomPort(), InstanceSpec.getRandomPort(), InstanceSpec.getRandomPort()));
            programs.add(null);
        }
    }

    /** host:port of each server. */
    String connectString() {
        return servers.stream()
                .map(server -> place.address() + ":" + server.port())
                .collect(Collectors.joining(","));
    }

    void start() {
        for (int i = 0; i < servers.size(); i++) {
            launch(i);
        }
        awaitServing();
    }

    /** Starts one server, on its old port and data. */
    void start(int index) {
        launch(index);
        awaitServing();
    }

    /** Starts those that have ended. */
    void startDead() {
        for (int i = 0; i < servers.size(); i++) {
            if (!programs.get(i).alive()) {
                launch(i);
            }
        }
        awaitServing();
    }

    /** What a server says of itself, such as {@code Mode: read-only}; why it says nothing, else. */
    String says(int index) {
        return srvr(servers.get(index));
    }

    /** Where a server keeps its log and snapshots. */
    static Path data(Path folder, int index) {
        return folder.resolve("zookeeper-" + (index + 1)).resolve("data");
    }

    Program server(int index) {
        return programs.get(index);
    }

    void awaitServing() {
        Await.until(
                "ZooKeeper serves",
                Duration.ofSeconds(60),
                () -> servers.stream().map(this::srvr).toList(),
                answers -> answers.stream().allMatch(answer -> answer.contains("Mode:")));
    }

    private void launch(int index) {
        Server server = servers.get(index);
        try {
            Path home = Files.createDirectories(folder.resolve("zookeeper-" + server.id()));
            Path data = Files.createDirectories(data(folder, index));
            Files.writeString(data.resolve("myid"), Integer.toString(server.id()));
            Path file = home.resolve("zoo.cfg");
            Files.writeString(file, configuration(server, data));
            programs.set(index, program(server, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program program(Server server, Path file) {
        String name = "zookeeper-" + server.id();
        return Program.java(
                place,
                name,
                folder.resolve("logs/" + name + ".log"),
                Map.of(),
                List.of(
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // Without a quorum a server answers reads of clients that say that they take such answers.
                        "-Dreadonlymode.enabled=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                        file.toString()));
    }

    private String configuration(Server own, Path data) {
        String ensemble = servers.size() == 1
                ? ""
                : servers.stream()
                        .map(server -> "server.%d=%s:%d:%d%n"
                                .formatted(server.id(), place.address(), server.quorumPort(), server.electionPort()))
                        .collect(Collectors.joining("", "initLimit=20\nsyncLimit=10\n", ""));
        return """
                dataDir=%s
                clientPort=%d
                clientPortAddress=%s
                tickTime=500
                minSessionTimeout=1000
                maxSessionTimeout=40000
                maxClientCnxns=0
                preAllocSize=1024
                admin.enableServer=false
                4lw.commands.whitelist=srvr
                """.formatted(data, own.port(), place.address()) + ensemble;
    }

    private String srvr(Server server) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(2000);
            socket.connect(new InetSocketAddress(place.address(), server.port()), 2000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        programs.stream().filter(program -> program != null).forEach(Program::close);
    }
}

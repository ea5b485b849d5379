package org.mesoselk.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.Launch;

/** A real ZooKeeper server on loopback, out of elk's own jar. */
record ZooKeeperPart(Home home, Path jar, int port) implements Part {

    private static final int HEAP_MB = 96;
    private static final int TIMEOUT_MILLIS = 2000;

    @Override
    public String name() {
        return Names.ZOOKEEPER;
    }

    @Override
    public String title() {
        return "ZooKeeper";
    }

    @Override
    public Launch prepare() {
        Path configuration = home.zookeeper().resolve("zoo.cfg");
        Atomically.write(configuration, configuration().getBytes(StandardCharsets.UTF_8));
        Path copy = home.lib().resolve("zookeeper.jar");
        Atomically.copy(jar, copy);
        // The quorum's main class with no quorum configured runs a single server and, unlike ZooKeeperServerMain,
        // removes old snapshots.
        List<String> arguments = List.of(
                "-cp", copy.toString(), "org.apache.zookeeper.server.quorum.QuorumPeerMain", configuration.toString());
        return new Launch(
                name(), Java.command(HEAP_MB, arguments), home.zookeeper(), Marks.of(home, name()), home.log(name()));
    }

    private String configuration() {
        return """
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                tickTime=2000
                maxClientCnxns=0
                preAllocSize=1024
                admin.enableServer=false
                4lw.commands.whitelist=srvr,ruok
                autopurge.snapRetainCount=3
                autopurge.purgeInterval=1
                """.formatted(home.zookeeper().resolve("data").toString().replace("\\", "\\\\"), port);
    }

    @Override
    public boolean ready() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("Mode:");
        } catch (IOException e) {
            return false;
        }
    }
}

package org.mesoselk.benchmarks.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;

/**
 * A node as one who knows Elasticsearch sets it up by hand: the configuration, the JVM options and the user that our
 * executor gives it.
 */
record HandNode(String name, int ordinal, int http, int transport, Path folder) {

    private static final String LAUNCHER_OPTIONS = "-Xmx24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData";

    static HandNode in(Path cluster, int ordinal) throws IOException {
        try (ServerSocket http = free();
                ServerSocket transport = free()) {
            String name = "hand-" + ordinal;
            return new HandNode(name, ordinal, http.getLocalPort(), transport.getLocalPort(), cluster.resolve(name));
        }
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    String url() {
        return "http://127.0.0.1:" + http;
    }

    String seed() {
        return "127.0.0.1:" + transport;
    }

    /** Writes its files; without initial masters it joins a cluster that is there. */
    void write(Path home, NodeOptions options, List<String> seeds, List<String> initialMasters) throws IOException {
        for (String part : List.of("data", "logs", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        Path config = folder.resolve("config");
        copy(home.resolve("config"), config);
        Files.writeString(config.resolve("elasticsearch.yml"), settings(options, initialMasters));
        Files.createDirectories(config.resolve("jvm.options.d"));
        List<String> jvm = new ArrayList<>(List.of(
                "-Xms" + options.heapMb() + "m",
                "-Xmx" + options.heapMb() + "m",
                "-XX:HeapDumpPath=" + folder.resolve("logs"),
                "-XX:ErrorFile=" + folder.resolve("logs/hs_err_pid%p.log")));
        jvm.addAll(options.jvmOptions());
        Files.write(config.resolve("jvm.options.d").resolve("hand.options"), jvm);
        Files.write(config.resolve("unicast_hosts.txt"), seeds);
        Optional<UnixUser> user = user();
        if (user.isPresent()) {
            Ownership.give(folder, user.get());
        }
    }

    private String settings(NodeOptions options, List<String> initialMasters) {
        String masters = initialMasters.isEmpty()
                ? ""
                : "cluster.initial_master_nodes: [" + String.join(", ", initialMasters) + "]\n";
        return """
                cluster.name: by-hand
                node.name: %s
                network.host: 127.0.0.1
                http.port: %d
                transport.port: %d
                path.data: %s
                path.logs: %s
                discovery.seed_providers: file
                xpack.security.enabled: false
                %s%s%s""".formatted(
                        name,
                        http,
                        transport,
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        masters,
                        "node.roles: [" + (ordinal < options.masterEligible() ? "master, " : "") + "data, ingest]\n",
                        options.settings().stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    ProcessSpec command(Path home) {
        String java = System.getProperty("java.home");
        Path out = folder.resolve("logs/console.out");
        ProcessSpec plain = new ProcessSpec(
                List.of(home.resolve("bin/elasticsearch").toString()),
                Map.of(
                        "ES_PATH_CONF", folder.resolve("config").toString(),
                        "ES_JAVA_HOME", java,
                        "JAVA_HOME", java,
                        "ES_TMPDIR", folder.resolve("tmp").toString(),
                        "HOME", folder.resolve("tmp").toString(),
                        "CLI_JAVA_OPTS", LAUNCHER_OPTIONS,
                        "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
                folder.resolve("tmp"),
                out,
                out);
        return Setpriv.find(System.getenv().getOrDefault("PATH", ""))
                .map(tool -> plain.under(tool, credentials(tool, home)))
                .orElse(plain);
    }

    private Credentials credentials(Setpriv setpriv, Path home) {
        Optional<UnixUser> user = user();
        if (user.isEmpty()) {
            return Credentials.ownUser();
        }
        Credentials plain = Credentials.of(user.get());
        return setpriv.reach(plain, List.of(home, folder)) instanceof Reach.Open ? plain : plain.withReadAnywhere();
    }

    /** Elasticsearch refuses root. */
    private static Optional<UnixUser> user() {
        Users users = Users.ofThisHost();
        return users.self().isRoot() ? users.find("elasticsearch").or(() -> users.find("nobody")) : Optional.empty();
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(from)) {
            entries = walk.toList();
        }
        for (Path entry : entries) {
            Path target = to.resolve(from.relativize(entry).toString());
            if (Files.isDirectory(entry)) {
                Files.createDirectories(target);
            } else {
                Files.copy(entry, target);
            }
        }
    }
}

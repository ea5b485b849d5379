package org.mesoselk.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;

/** A node of an Elasticsearch 5 that no framework knows, as an operator would start it by hand. */
record ForeignNode(String name, int port, Program program) implements AutoCloseable {

    /**
     * Starts it; it answers some time later.
     *
     * @param folder its own, for configuration, data and logs
     * @param settings lines of elasticsearch.yml besides those that every node needs
     */
    static ForeignNode start(Path distribution, Path folder, String name, int port, String settings) {
        try {
            prepare(distribution, folder, name, port, settings);
            Map<String, String> environment = Map.of(
                    "JAVA_HOME", System.getProperty("java.home"),
                    "ES_JVM_OPTIONS", folder.resolve("config/small.options").toString(),
                    "HOME", folder.toString());
            List<String> command = List.of(
                    distribution.resolve("bin/elasticsearch").toString(), "-Epath.conf=" + folder.resolve("config"));
            Program program = Program.start(
                    "elasticsearch-" + name,
                    folder.resolve("logs/console.out"),
                    environment,
                    asOrdinaryUser(command, distribution, folder));
            return new ForeignNode(name, port, program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare(Path distribution, Path folder, String name, int port, String settings)
            throws IOException {
        for (String part : List.of("config/scripts", "data", "logs")) {
            Files.createDirectories(folder.resolve(part));
        }
        try (Stream<Path> files = Files.list(distribution.resolve("config")).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("config").resolve(file.getFileName()));
            }
        }
        Files.write(folder.resolve("config/small.options"), List.of("-Xms256m", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        Files.writeString(folder.resolve("config/elasticsearch.yml"), """
                node.name: %s
                network.host: 127.0.0.1
                http.port: %d
                path.data: %s
                path.logs: %s
                %s""".formatted(
                        name, port, folder.resolve("data"), folder.resolve("logs"), settings));
        Optional<UnixUser> user = ordinaryUser();
        if (user.isPresent()) {
            Ownership.give(folder, user.get());
        }
    }

    private static List<String> asOrdinaryUser(List<String> command, Path... mustReach) {
        Optional<UnixUser> user = ordinaryUser();
        Optional<Setpriv> setpriv = Setpriv.find(System.getenv().getOrDefault("PATH", ""));
        if (user.isEmpty() || setpriv.isEmpty()) {
            return command;
        }
        Credentials plain = Credentials.of(user.get());
        boolean isOpen = setpriv.get().reach(plain, List.of(mustReach)) instanceof Reach.Open;
        return setpriv.get().wrap(isOpen ? plain : plain.withReadAnywhere(), command);
    }

    /** Elasticsearch refuses root. */
    static Optional<UnixUser> ordinaryUser() {
        Users users = Users.ofThisHost();
        return users.self().isRoot() ? users.find("nobody") : Optional.empty();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        program.close();
    }
}

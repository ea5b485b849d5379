package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.commons.process.ProcessStarter;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.testsupport.TestCertificates;
import tools.jackson.databind.JsonNode;

/** One real node, small, on a port of its own; it can be stopped and started on the same data. */
final class RealElasticsearch implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path home;
    private final Path folder;
    private final int port;
    private final Optional<Secured> secured;
    private final HttpClient http;
    private final ProcessStarter starter = new ProcessStarter();
    private Optional<ChildProcess> node = Optional.empty();

    /**
     * With TLS, and users in files.
     *
     * @param authority PEM
     * @param own for 127.0.0.1
     * @param users lines of the file {@code users}
     * @param usersRoles lines of the file {@code users_roles}
     * @param roles the file {@code roles.yml}
     * @param admin user:password of one who may do all
     */
    record Secured(
            Path authority,
            TestCertificates.Pair own,
            List<String> users,
            List<String> usersRoles,
            String roles,
            String admin) {}

    RealElasticsearch(Path home, Path folder) throws IOException {
        this(home, folder, Optional.empty());
    }

    RealElasticsearch(Path home, Path folder, Optional<Secured> secured) throws IOException {
        this.home = home;
        this.folder = folder;
        this.secured = secured;
        HttpClient.Builder client = HttpClient.newBuilder();
        if (secured.isPresent()) {
            client.sslContext(trusting(secured.get().authority()));
        }
        this.http = client.build();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (String part : List.of("data", "logs", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        copy(home.resolve("config"), folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/elasticsearch.yml"),
                """
                cluster.name: forwarder-test
                discovery.type: single-node
                network.host: 127.0.0.1
                http.port: %d
                path.data: %s
                path.logs: %s
                """.formatted(port, folder.resolve("data"), folder.resolve("logs")) + ofTheLine());
        Files.write(
                Files.createDirectories(folder.resolve("config/jvm.options.d")).resolve("test.options"),
                List.of("-Xms256m", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        Optional<UnixUser> user = user();
        if (user.isPresent()) {
            Ownership.give(folder, user.get());
        }
    }

    /** Before 8 there is neither security by itself nor jvm.options.d, and its own options are not for this JVM. */
    private boolean isLine5() {
        return Files.exists(home.resolve("lib/elasticsearch-5.6.16.jar"));
    }

    private String ofTheLine() throws IOException {
        return isLine5() ? "transport.tcp.port: 0\n" : "transport.port: 0\n" + security();
    }

    private String security() throws IOException {
        if (secured.isEmpty()) {
            return "xpack.security.enabled: false\n";
        }
        Path config = folder.resolve("config");
        Files.copy(secured.get().own().certificate(), config.resolve("http.pem"));
        Files.copy(secured.get().own().key(), config.resolve("http.key"));
        Files.write(config.resolve("users"), secured.get().users());
        Files.write(config.resolve("users_roles"), secured.get().usersRoles());
        Files.writeString(config.resolve("roles.yml"), secured.get().roles());
        return """
                xpack.security.enabled: true
                xpack.security.autoconfiguration.enabled: false
                xpack.security.http.ssl.enabled: true
                xpack.security.http.ssl.certificate: http.pem
                xpack.security.http.ssl.key: http.key
                """;
    }

    private static SSLContext trusting(Path authority) {
        try {
            return Tls.context(Pem.authorities(authority), Optional.empty());
        } catch (UnusableFileException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return (secured.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    void start() throws Exception {
        String java = System.getProperty("java.home");
        Path out = folder.resolve("logs/console.out");
        ProcessSpec plain = new ProcessSpec(
                isLine5()
                        ? List.of(
                                home.resolve("bin/elasticsearch").toString(), "-Epath.conf=" + folder.resolve("config"))
                        : List.of(home.resolve("bin/elasticsearch").toString()),
                Map.of(
                        "ES_PATH_CONF", folder.resolve("config").toString(),
                        "ES_JVM_OPTIONS",
                                folder.resolve("config/jvm.options.d/test.options")
                                        .toString(),
                        "ES_JAVA_HOME", java,
                        "JAVA_HOME", java,
                        "ES_TMPDIR", folder.resolve("tmp").toString(),
                        "HOME", folder.resolve("tmp").toString(),
                        "CLI_JAVA_OPTS", "-Xmx24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
                folder.resolve("tmp"),
                out,
                out);
        ProcessSpec spec = Setpriv.find(System.getenv().getOrDefault("PATH", ""))
                .map(tool -> plain.under(tool, credentials(tool)))
                .orElse(plain);
        node = Optional.of(starter.start(spec));
        Await.until(
                Duration.ofMinutes(3),
                "Elasticsearch answers",
                () -> {
                    try {
                        return "status "
                                + get("/_cluster/health").path("status").asString("none");
                    } catch (IOException e) {
                        return e.toString();
                    }
                },
                seen -> seen.equals("status green") || seen.equals("status yellow"));
    }

    /** On the same data, when a test before has left it stopped. */
    void ensureStarted() throws Exception {
        if (node.isEmpty()) {
            start();
        }
    }

    void stop() throws InterruptedException {
        if (node.isPresent()) {
            node.get().stop(STOP);
            node = Optional.empty();
        }
    }

    JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).GET());
    }

    JsonNode post(String path, String body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        secured.ifPresent(security -> request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(security.admin().getBytes(StandardCharsets.UTF_8))));
        try {
            return Json.tree(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Credentials credentials(Setpriv setpriv) {
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
        return users.self().isRoot() ? users.find("nobody") : Optional.empty();
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

    @Override
    public void close() throws InterruptedException {
        stop();
        starter.close();
    }
}

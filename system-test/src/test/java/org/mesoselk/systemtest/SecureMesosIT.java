package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.testsupport.TestCertificates;
import tools.jackson.databind.JsonNode;

/** One real Elasticsearch node where Mesos, the agents, the fetched executor and ZooKeeper all ask who one is. */
class SecureMesosIT {

    private static final String SECRET = "hunter2-of-mesos";
    private static final String PASSWORD = "hunter2-of-zookeeper";

    @TempDir
    Path folder;

    private TestCertificates.Pair server;
    private TestCertificates.Pair client;
    private Path authority;
    private SSLContext tls;

    @Test
    void aNodeComesUpWithEverythingSecuredAndTheSecretsAreNowhere() throws Exception {
        assumeTrue(
                ExternalControl.configured().isEmpty(),
                "this test needs a Mesos that asks for credentials and certificates of its own making");
        LeakCheck.watch(folder);
        TestCertificates certificates = new TestCertificates(folder);
        authority = certificates.authority();
        server = certificates.server();
        client = certificates.issue("client", "localhost");
        tls = Tls.context(
                Pem.authorities(authority),
                Optional.of(Pem.identity(client.certificate(), client.key(), Instant.now())));
        Path secret = secret("secret", "wrong");
        try (ZooKeeper zooKeeper = new ZooKeeper(folder, 1)) {
            zooKeeper.start();
            try (Program mesos = mesos()) {
                String master = announced("mesos.json", mesos, "master");
                try (Program scheduler = scheduler(zooKeeper.connectString(), master, secret)) {
                    String api = announced("scheduler.json", scheduler, "api");
                    assertThat(api).startsWith("https://");
                    JsonNode refused = Await.until(
                            "a wait that names the credentials",
                            Duration.ofSeconds(60),
                            () -> json(api + "/v1/waits"),
                            seen -> seen.toString().contains("credentials-refused"));
                    assertThat(refused.toString()).contains("--mesos-secret-file " + secret);

                    Files.writeString(secret, SECRET + "\n");
                    Await.until(
                            "one member, green",
                            Duration.ofMinutes(4),
                            () -> json(api + "/v1/status"),
                            seen -> seen.path("ready").asInt() == 1
                                    && "green".equals(seen.path("state").asString()));

                    assertThat(send(master + "/state", Optional.empty()).statusCode())
                            .isEqualTo(401);
                    String state = send(master + "/state", Optional.of("elk:" + SECRET))
                            .body();
                    assertThat(state).contains("\"principal\":\"elk\"").contains("LIBPROCESS_SSL_CA_FILE");
                    assertThat(state).doesNotContain(SECRET, PASSWORD, "AUTHENTICATION_TOKEN");
                    assertClosed(zooKeeper.connectString());
                }
            } finally {
                endExecutors();
            }
        }
        assertThat(filesWith(SECRET)).containsExactlyInAnyOrder("credentials", "secret");
        assertThat(filesWith(PASSWORD)).containsExactly("zookeeper-auth");
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Program mesos() throws IOException {
        Path credentials =
                secret("credentials", "{\"credentials\": [{\"principal\": \"elk\", \"secret\": \"" + SECRET + "\"}]}");
        Path key = secret("executor-key", "signs the tokens of executors");
        return Program.java(
                "local-mesos",
                folder.toRealPath().resolve("logs/local-mesos.log"),
                Map.of(),
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Artifacts.jar("local-mesos").toString(),
                        "all",
                        "--port=0",
                        "--agents=1",
                        "--agent-resources=cpus:4;mem:4096;disk:20000",
                        "--work-dir=" + folder.resolve("work"),
                        "--announce=" + folder.resolve("mesos.json"),
                        "--credentials=" + credentials,
                        "--authenticate_http_frameworks",
                        "--authenticate_http_readonly",
                        "--authenticate_http_readwrite",
                        "--authenticate_http_executors",
                        "--executor_secret_key=" + key,
                        "--tls-cert=" + server.certificate(),
                        "--tls-key=" + server.key(),
                        "--tls-client-ca=" + authority,
                        "--tls-ca=" + authority));
    }

    private Program scheduler(String zooKeeper, String master, Path secret) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Artifacts.jar("scheduler").toString(),
                "elasticsearch"));
        Map<String, String> options = Map.ofEntries(
                Map.entry("zookeeper", "zk://" + zooKeeper),
                Map.entry(
                        "zookeeper-auth-file",
                        secret("zookeeper-auth", "elk:" + PASSWORD).toString()),
                Map.entry("mesos-master", master),
                Map.entry("mesos-principal", "elk"),
                Map.entry("mesos-secret-file", secret.toString()),
                Map.entry("mesos-ca-file", authority.toString()),
                Map.entry("mesos-cert-file", client.certificate().toString()),
                Map.entry("mesos-key-file", client.key().toString()),
                Map.entry("agent-ca-file", authority.toString()),
                Map.entry("agent-cert-file", client.certificate().toString()),
                Map.entry("agent-key-file", client.key().toString()),
                Map.entry("api-cert-file", server.certificate().toString()),
                Map.entry("api-key-file", server.key().toString()),
                Map.entry("api-ca-file", authority.toString()),
                Map.entry("api-announce", folder.resolve("scheduler.json").toString()),
                Map.entry(
                        "executor-jar", Artifacts.jar("executor-elasticsearch").toString()),
                Map.entry("java-home", System.getProperty("java.home")),
                Map.entry("elasticsearch-home", Distributions.elasticsearch8().toString()),
                Map.entry("data-dir", folder.resolve("data").toString()),
                Map.entry("nodes", "1"),
                Map.entry("memory", "768"),
                Map.entry("heap", "128"),
                Map.entry("cpus", "0.5"),
                Map.entry("jvm-option", "-XX:TieredStopAtLevel=1"));
        options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return Program.java("scheduler", folder.toRealPath().resolve("logs/scheduler.log"), Map.of(), arguments);
    }

    private String announced(String file, Program program, String field) throws IOException {
        Path announce = folder.resolve(file);
        boolean runs = Await.until(
                        file,
                        Duration.ofSeconds(90),
                        () -> Files.exists(announce) || !program.alive(),
                        either -> either)
                && Files.exists(announce);
        assertThat(runs).as(program.output()).isTrue();
        return Json.tree(Files.readAllBytes(announce)).path(field).asString();
    }

    private JsonNode json(String url) throws IOException {
        return Json.tree(send(url, Optional.empty()).body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String url, Optional<String> credentials) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        credentials.ifPresent(pair -> request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void assertClosed(String zooKeeper) {
        try (CuratorFramework stranger = CuratorFrameworkFactory.newClient(zooKeeper, new RetryOneTime(1000))) {
            stranger.start();
            assertThatThrownBy(() -> stranger.getData().forPath("/mesos-elk/elasticsearch/elasticsearch/spec"))
                    .isInstanceOf(KeeperException.NoAuthException.class);
        }
    }

    /** Executors outlive agents by design. */
    private void endExecutors() {
        Processes.under(folder).stream()
                .filter(Processes.Found::isOfAnExecutor)
                .forEach(found -> ProcessHandle.of(found.pid()).ifPresent(ProcessHandle::destroy));
        Await.until(
                "no executor of " + folder,
                Duration.ofSeconds(60),
                () -> Processes.under(folder).stream()
                        .filter(Processes.Found::isOfAnExecutor)
                        .toList(),
                List::isEmpty);
    }

    /** Names of the files, logs and sandboxes included, in which a text is found; ZooKeeper's own log is not ours. */
    private List<String> filesWith(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("data")))
                    .filter(file -> contains(file, wanted))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }
}

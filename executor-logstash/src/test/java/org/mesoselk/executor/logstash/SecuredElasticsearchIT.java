package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.testsupport.TestCertificates;

/** The packaged executor beside a real Elasticsearch with TLS, as a user who may write logs and nothing else. */
class SecuredElasticsearchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SECRET = "write-only-secret";

    /** As the docs say. */
    private static final String ROLES = """
            logs_writer:
              cluster: [ manage_index_templates ]
              indices:
                - names: [ 'logs-mesos-*', 'mesos-logs-*' ]
                  privileges: [ create_doc, auto_configure ]
            """;

    @TempDir
    static Path node;

    @TempDir
    static Path certificatesFolder;

    private static Path authority;
    private static RealElasticsearch elasticsearch;

    @TempDir
    Path temp;

    @BeforeAll
    static void startElasticsearch() throws Exception {
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
        TestCertificates certificates = new TestCertificates(certificatesFolder);
        authority = certificates.authority();
        elasticsearch = new RealElasticsearch(
                ElasticsearchHome.find(),
                node.toRealPath(),
                Optional.of(new RealElasticsearch.Secured(
                        authority,
                        certificates.server(),
                        List.of("admin:" + hash("admin-secret"), "writer:" + hash(SECRET)),
                        List.of("superuser:admin", "logs_writer:writer"),
                        ROLES,
                        "admin:admin-secret")));
        elasticsearch.start();
    }

    @AfterAll
    static void stopElasticsearch() throws Exception {
        elasticsearch.close();
    }

    /** One of the ways in which Elasticsearch takes a password in its file of users. */
    private static String hash(String password) throws Exception {
        return "{SHA}"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    private LogstashTask task(Path secret, Optional<String> index) {
        return new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(elasticsearch.url()),
                temp.resolve("registry").toString(),
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output(
                        "mesos",
                        "secured",
                        Map.of("index.number_of_replicas", "0"),
                        false,
                        index,
                        new LogstashTask.Access(
                                Optional.of(authority.toString()), Optional.of(secret.toString()), Optional.empty())),
                LogstashTask.Limits.STANDARD);
    }

    @Test
    void aWrongPasswordIsToldAndWaitedForAndIsShownNowhere() throws Exception {
        Path workDir = Files.createDirectory(temp.toRealPath().resolve("work"));
        Path own = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "F", "E", "own-container");
        Files.writeString(
                WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "FW-1", "hello", "c-1")
                        .resolve("stdout"),
                "one\ntwo\n");
        Path secret = Files.writeString(temp.resolve("secret"), "writer:of-yesterday\n");
        try (FakeAgent agent = new FakeAgent(task(secret, Optional.empty()));
                Executor executor = new Executor(agent, own)) {
            Await.until(
                    PATIENCE,
                    "the report says what is wrong",
                    () -> last(agent).map(TaskStatus::getMessage).orElse("nothing yet"),
                    message -> message.contains("401") && message.contains(secret.toString()));
            assertThat(last(agent).orElseThrow().getHealthy()).isFalse();
            Files.writeString(secret, "writer:" + SECRET + "\n");
            awaitCount("logs-mesos-secured", 2);
            assertThat(executor.isAlive()).isTrue();
            for (TaskStatus update : agent.updates()) {
                assertThat(update.toString()).doesNotContain("of-yesterday").doesNotContain(SECRET);
            }
        }
        for (String log : List.of("stdout", "stderr")) {
            assertThat(Files.readString(own.resolve(log)))
                    .doesNotContain("of-yesterday")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void eachDayHasItsIndexWithTheReplicasThatWereAskedFor() throws Exception {
        Path workDir = Files.createDirectory(temp.toRealPath().resolve("work"));
        Path own = WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "F", "E", "own-container");
        Files.writeString(
                WorkDirs.sandbox(workDir, FakeAgent.AGENT_ID, "FW-1", "hello", "c-2")
                        .resolve("stdout"),
                "one\ntwo\nthree\n");
        Path secret = Files.writeString(temp.resolve("secret"), "writer:" + SECRET);
        String before = today();
        try (FakeAgent agent = new FakeAgent(task(secret, Optional.of("mesos-logs-%{+yyyy.MM.dd}")));
                Executor executor = new Executor(agent, own)) {
            awaitCount("mesos-logs-*", 3);
            assertThat(executor.isAlive()).isTrue();
        }
        String index = "mesos-logs-" + (today().equals(before) ? before : "*");
        assertThat(count(index)).isEqualTo(3);
        assertThat(elasticsearch
                        .get("/" + index + "/_settings?flat_settings=true")
                        .findValue("settings")
                        .path("index.number_of_replicas")
                        .asString())
                .isEqualTo("0");
        assertThat(elasticsearch
                        .get("/" + index + "/_mapping")
                        .findValue("message")
                        .path("type")
                        .asString())
                .isEqualTo("text");
    }

    private static String today() {
        return DateTimeFormatter.ofPattern("uuuu.MM.dd")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
    }

    private static Optional<TaskStatus> last(FakeAgent agent) {
        List<TaskStatus> updates = agent.updates();
        return updates.isEmpty() ? Optional.empty() : Optional.of(updates.get(updates.size() - 1));
    }

    private static void awaitCount(String index, long wanted) throws Exception {
        Await.until(PATIENCE, wanted + " lines are in " + index, () -> count(index), count -> count == wanted);
    }

    /** Of the task's lines; the executor's own are collected too. */
    private static long count(String index) throws Exception {
        elasticsearch.post("/" + index + "/_refresh", "");
        return elasticsearch
                .post(
                        "/" + index + "/_count?ignore_unavailable=true",
                        "{\"query\": {\"term\": {\"mesos.executor.id\": \"hello\"}}}")
                .path("count")
                .asLong(0);
    }
}

package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** What a newcomer does: clones, and types the README's commands. */
class ReadmeIT {

    private static final String BASE = "/mesos-elk/elasticsearch/elasticsearch";

    @TempDir
    Path folder;

    private Path checkout;
    private Elk elk;

    @BeforeEach
    void freshClone() throws Exception {
        LeakCheck.watch(folder);
        checkout = folder.resolve("fresh clone");
        Process clone = new ProcessBuilder(
                        "git",
                        "-c",
                        "safe.directory=*",
                        "clone",
                        "--quiet",
                        Artifacts.root().toString(),
                        checkout.toString())
                .inheritIO()
                .start();
        assertThat(clone.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(clone.exitValue()).as("git clone").isZero();
        elk = Elk.in(checkout, folder.resolve("logs"));
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        elk.run("./elk down --wipe --yes");
        assertThat(Processes.under(folder)).as("processes left behind").isEmpty();
    }

    @Test
    void theReadmesCommandsDoWhatItSays() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSize(5).first().isEqualTo("./elk up");

        elk.run(commands.get(0)).expect(0);
        // A Logstash that writes its first lines makes an index, whose replica takes a moment.
        JsonNode up = Await.until(
                "a green cluster",
                Duration.ofMinutes(1),
                () -> elk.status(""),
                seen -> elasticsearch(seen).path("state").asString().equals("green"));
        assertStatusHasItsKeys(up);
        assertThat(up.path("state").asString()).isEqualTo("running");
        assertThat(elasticsearch(up).path("ready").asInt()).isEqualTo(3);
        assertThat(agents(up)).as("3 nodes on 3 different agents").hasSize(3);
        assertThat(logstash(up).path("state").asString()).isEqualTo("green");
        assertThat(logstash(up).path("ready").asInt())
                .as("a Logstash on each agent")
                .isEqualTo(5);
        assertThat(elk.run("./elk up").expect(0).output())
                .as("up while it is up")
                .contains("running");
        assertThat(elk.status("").path("processes")).as("processes").isEqualTo(up.path("processes"));

        String uuid = uuid(up);
        Rest.put(endpoint(up) + "/diary/_doc/1?refresh=true", "{\"day\": \"first\"}")
                .expect(201);

        Await.until(
                "lines of a member in Elasticsearch",
                Duration.ofMinutes(1),
                () -> elk.run("./elk logs --task es-default-0 --since 15m").output(),
                lines -> lines.contains("TASK_RUNNING"));

        try (Program follow = elk.start("exec ./elk logs --task es-default-0 -n 1 -f")) {
            elk.run(commands.get(1)).expect(0);
            Await.until(
                    "a member's line about those that came while its log was followed",
                    Duration.ofMinutes(1),
                    follow::output,
                    lines -> lines.contains("Wrote 5 seed addresses"));
        }
        assertThat(agents(elk.status(""))).hasSize(5);
        assertThat(elk.run("./elk scale elasticsearch 1 --wait").exitCode())
                .as("without --confirm")
                .isEqualTo(1);
        elk.run(commands.get(2)).expect(0);
        assertThat(elasticsearch(elk.status("")).path("ready").asInt()).isEqualTo(1);
        assertThat(elk.run(commands.get(3)).expect(0).output()).contains("es-default-0");
        assertRecordsAreReadable(elk.status(""));

        elk.run(commands.get(4)).expect(0);
        assertThat(Processes.under(folder)).as("processes after elk down").isEmpty();
        assertThat(elk.status("").path("state").asString()).isEqualTo("stopped");

        elk.run("./elk up").expect(0);
        JsonNode again = elk.status("");
        assertThat(uuid(again)).as("the same cluster").isEqualTo(uuid);
        assertThat(Rest.get(endpoint(again) + "/diary/_doc/1").expect(200).body())
                .contains("first");
        elk.run("./elk down --wipe --yes").expect(0);

        if ("root".equals(System.getProperty("user.name"))) {
            anOrdinaryUserGetsTheSame();
        }
    }

    /** The tests run as root in CI; the same checkout, already built, then serves a user without a name or a privilege. */
    private void anOrdinaryUserGetsTheSame() throws Exception {
        String user = "12345";
        Path own = Files.createDirectory(folder.resolve("own"));
        Path elasticsearch = own.resolve("elasticsearch");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell("cp -r '" + Distributions.elasticsearch8() + "' '" + elasticsearch + "'");
        shell("chown -R " + user + ":" + user + " '" + own + "'");
        Elk ordinary = new Elk(
                checkout,
                folder.resolve("logs"),
                List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"),
                Map.of("ELK_SKIP_BUILD", "1", "HOME", own.toString()));
        String home = " --home '" + own.resolve("installation") + "'";
        try {
            ordinary.run("./elk up --nodes 1 --agents 1 --elasticsearch-home '" + elasticsearch + "'" + home)
                    .expect(0);
            JsonNode status = ordinary.status(home);
            assertThat(elasticsearch(status).path("ready").asInt()).isEqualTo(1);
        } finally {
            ordinary.run("./elk down --wipe --yes" + home);
        }
        assertThat(Processes.under(folder)).as("processes left behind").isEmpty();
    }

    private static void shell(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", command).inheritIO().start();
        assertThat(process.waitFor()).as(command).isZero();
    }

    /** The first console block of the README. */
    private List<String> commands() throws IOException {
        String readme = Files.readString(checkout.resolve("README.md"));
        String block = readme.substring(readme.indexOf("```console") + "```console".length());
        return block.substring(0, block.indexOf("```")).strip().lines().toList();
    }

    private static void assertStatusHasItsKeys(JsonNode status) {
        assertThat(status.path("mesos").path("master").asString()).startsWith("http://");
        assertThat(status.path("mesos").path("zookeeper").asString()).startsWith("zk://");
        Set<String> processes = new HashSet<>();
        status.path("processes").forEach(process -> {
            processes.add(process.path("name").asString());
            assertThat(ProcessHandle.of(process.path("pid").asLong())).isPresent();
        });
        assertThat(processes).contains("zookeeper", "mesos", "scheduler-elasticsearch", "scheduler-logstash");
        for (JsonNode framework : List.of(elasticsearch(status), logstash(status))) {
            for (String key :
                    List.of("api", "frameworkId", "wanted", "ready", "state", "endpoints", "members", "waits")) {
                assertThat(framework.has(key)).as(key).isTrue();
            }
            for (JsonNode member : framework.path("members")) {
                for (String key : List.of("name", "agent", "task", "state", "sandbox")) {
                    assertThat(member.path(key).asString(""))
                            .as(key + " of " + member)
                            .isNotBlank();
                }
            }
        }
    }

    private static void assertRecordsAreReadable(JsonNode status) throws Exception {
        String zookeeper = status.path("mesos").path("zookeeper").asString().replaceFirst("zk://([^/]+)/.*", "$1");
        try (CuratorFramework curator = CuratorFrameworkFactory.newClient(zookeeper, new RetryOneTime(100))) {
            curator.start();
            for (String record : List.of("framework", "spec", "cluster", "members/es-default-0")) {
                byte[] data = curator.getData().forPath(BASE + "/" + record);
                assertThat(Json.tree(data).path("schemaVersion").asInt())
                        .as(record)
                        .isPositive();
            }
            assertThat(Json.tree(curator.getData().forPath(BASE + "/framework")).toString())
                    .contains(elasticsearch(status).path("frameworkId").asString());
        }
    }

    private static JsonNode elasticsearch(JsonNode status) {
        return status.path("frameworks").path("elasticsearch");
    }

    private static JsonNode logstash(JsonNode status) {
        return status.path("frameworks").path("logstash");
    }

    private static Set<String> agents(JsonNode status) {
        Set<String> agents = new HashSet<>();
        elasticsearch(status)
                .path("members")
                .forEach(member -> agents.add(member.path("agent").asString()));
        return agents;
    }

    private static String endpoint(JsonNode status) {
        return elasticsearch(status).path("endpoints").get(0).asString();
    }

    private static String uuid(JsonNode status) throws IOException {
        return Rest.get(endpoint(status) + "/_cluster/state/metadata?filter_path=metadata.cluster_uuid")
                .expect(200)
                .json()
                .at("/metadata/cluster_uuid")
                .asString();
    }
}

package org.mesoselk.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.cli.Elk;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

class StatusTest {

    private static final String ANSWER = """
            {"api": "http://127.0.0.1:1", "frameworkId": "F-1", "wanted": 3, "ready": 2, "state": "yellow",
             "endpoints": ["http://127.0.0.1:9200"],
             "members": [{"name": "es-default-0", "agent": "S0", "task": "es-default-0.1", "state": "running",
                          "sandbox": "http://127.0.0.1:5051/files"}],
             "waits": [{"name": "no-offer", "sentence": "es-default-2 waits for an offer with 1024 MB."}],
             "operation": {"id": "scale-3", "kind": "SCALE", "from": 5, "to": 3, "status": "RUNNING",
                           "progress": {"shardsLeft": 7, "bytesLeft": 3400000, "leaving": ["es-default-4"]}}}
            """;

    @TempDir
    private Path temp;

    private final ProcessTable table = new ProcessTable();
    private Home home;
    private HttpServer server;
    private volatile String answer = ANSWER;
    private volatile int code = 200;

    @BeforeEach
    void aHomeAndAScheduler() throws IOException {
        home = new Home(temp.resolve("home"));
        home.create();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/status", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void without_a_home_the_installation_is_stopped() {
        JsonNode status = json(Elk.run(Map.of("ELK_HOME", temp.resolve("none").toString()), "status", "--json"));
        assertThat(status.path("state").asString()).isEqualTo("stopped");
        assertThat(status.path("processes").isEmpty()).isTrue();
        assertThat(status.at("/frameworks/elasticsearch/state").asString()).isEqualTo("unknown");
        assertThat(temp.resolve("none")).doesNotExist();
    }

    @Test
    void a_stopped_home_keeps_all_keys() {
        ports();
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("stopped");
        assertThat(status.at("/mesos/zookeeper").asString()).isEqualTo("zk://127.0.0.1:2181/mesos");
        assertThat(status.at("/mesos/master").asString()).isEqualTo("http://127.0.0.1:5050");
        JsonNode elasticsearch = status.at("/frameworks/elasticsearch");
        assertThat(elasticsearch.propertyNames())
                .contains("api", "frameworkId", "wanted", "ready", "state", "endpoints", "members", "waits");
        assertThat(elasticsearch.at("/waits/0/sentence").asString()).contains("elk up starts it");
    }

    @Test
    void a_running_one_shows_what_its_scheduler_says() throws IOException {
        everythingRuns();
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("running");
        assertThat(status.path("processes").size()).isEqualTo(3);
        assertThat(status.at("/processes/0/pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        Json.mapper()
                .readTree(ANSWER)
                .properties()
                .forEach(field -> assertThat(
                                status.at("/frameworks/elasticsearch").path(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
    }

    @Test
    void for_people_there_is_a_table_the_progress_and_one_sentence_for_each_wait() throws IOException {
        everythingRuns();
        String text = Elk.run(environment(), "status").out();
        assertThat(text)
                .contains("yellow, 2 of 3 members are ready")
                .contains("es-default-0  running  S0     es-default-0.1")
                .contains("scale (scale-3), es-default-4 leaves: 7 shards, 3.4 MB left")
                .contains("waits: es-default-2 waits for an offer with 1024 MB. (no-offer)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "\"x\"",
                "{\"members\": 3, \"waits\": {}, \"operation\": [], \"ready\": \"x\"}"
            })
    void odd_answers_never_break_it(String odd) throws IOException {
        everythingRuns();
        answer = odd;
        assertThat(status().at("/frameworks/elasticsearch/state").asString()).isEqualTo("unknown");
        assertThat(Elk.run(environment(), "status").exitCode()).isZero();
    }

    @Test
    void a_scheduler_that_fails_leaves_the_cluster_unknown_and_says_why() throws IOException {
        everythingRuns();
        code = 503;
        answer = "{\"title\": \"Service Unavailable\", \"detail\": \"ZooKeeper does not answer\"}";
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("starting");
        assertThat(status.at("/frameworks/elasticsearch/state").asString()).isEqualTo("unknown");
        assertThat(status.at("/frameworks/elasticsearch/waits/0/sentence").asString())
                .contains("ZooKeeper does not answer");
    }

    @Test
    void a_half_dead_one_names_what_is_missing() throws IOException {
        everythingRuns();
        new PidFiles(home.run(), table).delete(Names.MESOS);
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("starting");
        assertThat(status.at("/missing/0").asString()).isEqualTo("mesos");
        assertThat(Elk.run(environment(), "status").out()).contains("not running: mesos");
    }

    private void everythingRuns() throws IOException {
        ports();
        ProcessId self = ProcessId.of(ProcessHandle.current().pid(), table).orElseThrow();
        Names.of(Settings.standard()).forEach(name -> new PidFiles(home.run(), table).write(name, self));
        String api = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(home.run().resolve("scheduler-elasticsearch.json"), "{\"api\": \"" + api + "\"}");
    }

    private void ports() {
        Settings.standard()
                .withPorts(
                        new Settings.Ports(OptionalInt.of(2181), OptionalInt.of(5050), OptionalInt.empty(), Map.of()))
                .write(home);
    }

    private JsonNode status() {
        return json(Elk.run(environment(), "status", "--json"));
    }

    private static JsonNode json(Elk elk) {
        assertThat(elk.exitCode()).isZero();
        return Json.mapper().readTree(elk.out());
    }

    private Map<String, String> environment() {
        return Map.of("ELK_HOME", home.directory().toString());
    }
}

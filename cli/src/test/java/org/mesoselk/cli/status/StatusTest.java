package org.mesoselk.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.cli.Elk;
import org.mesoselk.cli.FakeScheduler;
import org.mesoselk.cli.RunningHome;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.process.PidFiles;
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

    private static final String LOGSTASH = """
            {"api": "http://127.0.0.1:2", "frameworkId": "F-2", "wanted": 2, "ready": 1, "state": "yellow",
             "endpoints": ["http://127.0.0.1:9200"],
             "members": [{"name": "ls-0", "agent": "S0", "hostname": "host0", "task": "ls-0.4", "state": "running",
                          "sandbox": "http://127.0.0.1:5051/files", "failures": 0, "engine": "forwarder",
                          "lagBytes": 3400000, "eventsPerSecond": 1234.56, "deadLetters": 3,
                          "lastError": "Elasticsearch says 429:\\n too many"},
                         {"name": "ls-1", "agent": "S1", "hostname": "host1", "task": "ls-1.2", "state": "starting",
                          "sandbox": "-", "engine": null, "lagBytes": null, "eventsPerSecond": null,
                          "deadLetters": null, "lastError": null}],
             "waits": [{"name": "starting", "subject": "ls-1", "sentence": "ls-1 starts on host1."}],
             "operation": null}
            """;

    @TempDir
    private Path temp;

    private final ProcessTable table = new ProcessTable();
    private Home home;
    private FakeScheduler elasticsearch;
    private FakeScheduler logstash;

    @BeforeEach
    void aHomeAndTwoSchedulers() throws IOException {
        home = new Home(temp.resolve("home"));
        home.create();
        elasticsearch = new FakeScheduler(ANSWER);
        logstash = new FakeScheduler(LOGSTASH);
    }

    @AfterEach
    void stop() {
        elasticsearch.close();
        logstash.close();
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
    void a_stopped_home_keeps_all_keys() throws IOException {
        everythingRuns(Settings.standard());
        new PidFiles(home.run(), table).names().forEach(name -> new PidFiles(home.run(), table).delete(name));
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("stopped");
        assertThat(status.at("/mesos/zookeeper").asString()).isEqualTo("zk://127.0.0.1:2181/mesos");
        assertThat(status.at("/mesos/master").asString()).isEqualTo("http://127.0.0.1:5050");
        for (String name : List.of("elasticsearch", "logstash")) {
            JsonNode framework = status.path("frameworks").path(name);
            assertThat(framework.propertyNames())
                    .as(name)
                    .contains("api", "frameworkId", "wanted", "ready", "state", "endpoints", "members", "waits");
            assertThat(framework.at("/waits/0/sentence").asString()).contains("elk up starts it");
        }
    }

    @Test
    void a_running_one_shows_what_its_scheduler_says() throws IOException {
        everythingRuns(Settings.standard());
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("running");
        assertThat(status.path("processes").size()).isEqualTo(4);
        assertThat(status.at("/processes/0/pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        Map.of("elasticsearch", ANSWER, "logstash", LOGSTASH)
                .forEach((framework, answer) -> Json.mapper()
                        .readTree(answer)
                        .properties()
                        .forEach(field -> assertThat(status.path("frameworks")
                                        .path(framework)
                                        .path(field.getKey()))
                                .as(framework + " " + field.getKey())
                                .isEqualTo(field.getValue())));
    }

    @Test
    void for_people_each_logstash_has_a_line_with_what_is_behind_and_what_is_wrong() throws IOException {
        everythingRuns(Settings.standard());
        assertThat(Elk.run(environment(), "status").out().lines())
                .anyMatch(line -> line.startsWith("logstash       yellow, 1 of 2 agents, API http://127.0.0.1:"))
                .contains(
                        "MEMBER  STATE     AGENT  ENGINE     BEHIND  EVENTS/S  DEAD LETTERS  LAST ERROR",
                        "ls-0    running   S0     forwarder  3.4 MB  1234.6    3             Elasticsearch says 429: too many",
                        "ls-1    starting  S1     -          -       -         -             -",
                        "waits: ls-1 starts on host1. (starting)");
    }

    @Test
    void a_logstash_that_is_left_out_is_not_missing() throws IOException {
        everythingRuns(without(Settings.standard()));
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("running");
        assertThat(status.path("missing")).isEmpty();
        assertThat(status.at("/frameworks/logstash/state").asString()).isEqualTo("left-out");
        assertThat(status.at("/frameworks/logstash/wanted").asInt(-1)).isZero();
        assertThat(Elk.run(environment(), "status").out())
                .contains("logstash       left out: This installation has no Logstash: elk up --with-logstash");
    }

    @Test
    void a_silent_logstash_scheduler_leaves_elasticsearch_known() throws IOException {
        everythingRuns(Settings.standard());
        logstash.close();
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("starting");
        assertThat(status.at("/frameworks/elasticsearch/state").asString()).isEqualTo("yellow");
        assertThat(status.at("/frameworks/logstash/state").asString()).isEqualTo("unknown");
        assertThat(status.at("/frameworks/logstash/waits/0/name").asString()).isEqualTo("scheduler-silent");
    }

    @Test
    void for_people_there_is_a_table_the_progress_and_one_sentence_for_each_wait() throws IOException {
        everythingRuns(Settings.standard());
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
                "{\"members\": 3, \"waits\": {}, \"operation\": [], \"ready\": \"x\"}",
                "{\"members\": [{\"name\": {}, \"lagBytes\": \"x\", \"eventsPerSecond\": [], \"lastError\": {}}]}"
            })
    void odd_answers_never_break_it(String odd) throws IOException {
        everythingRuns(Settings.standard());
        elasticsearch.status = odd;
        logstash.status = odd;
        assertThat(status().at("/frameworks/elasticsearch/state").asString()).isEqualTo("unknown");
        assertThat(status().at("/frameworks/logstash/state").asString()).isEqualTo("unknown");
        assertThat(Elk.run(environment(), "status").exitCode()).isZero();
    }

    @Test
    void a_scheduler_that_fails_leaves_the_cluster_unknown_and_says_why() throws IOException {
        everythingRuns(Settings.standard());
        elasticsearch.code = 503;
        elasticsearch.status = "{\"title\": \"Service Unavailable\", \"detail\": \"ZooKeeper does not answer\"}";
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("starting");
        assertThat(status.at("/frameworks/elasticsearch/state").asString()).isEqualTo("unknown");
        assertThat(status.at("/frameworks/elasticsearch/waits/0/sentence").asString())
                .contains("ZooKeeper does not answer");
    }

    @Test
    void a_half_dead_one_names_what_is_missing() throws IOException {
        everythingRuns(Settings.standard());
        new PidFiles(home.run(), table).delete(Names.MESOS);
        JsonNode status = status();
        assertThat(status.path("state").asString()).isEqualTo("starting");
        assertThat(status.at("/missing/0").asString()).isEqualTo("mesos");
        assertThat(Elk.run(environment(), "status").out()).contains("not running: mesos");
    }

    private void everythingRuns(Settings settings) throws IOException {
        RunningHome.in(home.directory(), settings)
                .announce(Framework.ELASTICSEARCH, elasticsearch.url())
                .announce(Framework.LOGSTASH, logstash.url());
    }

    private static Settings without(Settings settings) {
        return new Settings(
                settings.version(),
                settings.made(),
                settings.nodes(),
                settings.mesos(),
                settings.members(),
                new Settings.LogstashSettings(false, Map.of()),
                settings.kibana(),
                settings.stack(),
                settings.processes(),
                settings.ports());
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

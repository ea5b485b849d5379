package org.mesoselk.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Elk;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.FakeScheduler;
import org.mesoselk.cli.RunningHome;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.scale.WaitForInstances;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

class KibanaStatusTest {

    private static final String STATUS = """
            {"api": "http://127.0.0.1:3", "frameworkId": "F-3", "wanted": 2, "ready": 1, "state": "yellow",
             "endpoints": ["http://127.0.0.1:31000/kibana"],
             "members": [{"name": "kibana-default-0", "group": "default", "agent": "S0", "hostname": "host0",
                          "task": "kibana-default-0.1", "state": "running", "sandbox": "-", "failures": 0,
                          "url": "http://127.0.0.1:31000/kibana", "version": "5.1.1", "status": "green"},
                         {"name": "kibana-other-0", "group": "other", "agent": "S1", "hostname": "host1",
                          "task": "kibana-other-0.1", "state": "starting", "sandbox": "-", "url": null,
                          "version": null, "status": null}],
             "waits": [{"name": "starting", "sentence": "kibana-other-0 starts on host1."}], "operation": null}
            """;

    private static final String NOTHING = "{\"state\": \"green\", \"waits\": [], \"members\": [], \"endpoints\": []}";

    @TempDir
    private Path temp;

    private FakeScheduler kibana;
    private FakeScheduler others;
    private RunningHome home;

    @BeforeEach
    void aHomeWithAKibana() throws IOException {
        kibana = new FakeScheduler(STATUS);
        kibana.answers.put("/v1/kibana/endpoints", "{\"default\": [\"http://127.0.0.1:31000/kibana\"], \"other\": []}");
        others = new FakeScheduler(NOTHING);
        home = RunningHome.in(temp.resolve("home"), withKibana())
                .announce(Framework.ELASTICSEARCH, others.url())
                .announce(Framework.LOGSTASH, others.url())
                .announce(Framework.KIBANA, kibana.url());
    }

    @AfterEach
    void stop() {
        kibana.close();
        others.close();
    }

    @Test
    void for_programs_it_has_the_keys_of_its_scheduler() {
        JsonNode status = Json.mapper()
                .readTree(Elk.run(home.environment(), "status", "--json").out());
        assertThat(status.path("state").asString()).isEqualTo("running");
        JsonNode framework = status.at("/frameworks/kibana");
        Json.mapper()
                .readTree(STATUS)
                .properties()
                .forEach(field -> assertThat(framework.path(field.getKey())).isEqualTo(field.getValue()));
    }

    @Test
    void for_people_each_instance_has_a_line_with_its_address() {
        assertThat(Elk.run(home.environment(), "status").out().lines())
                .anyMatch(line -> line.startsWith("kibana         yellow, 1 of 2 instances are ready, API http://"))
                .contains(
                        "endpoints      http://127.0.0.1:31000/kibana",
                        "MEMBER            STATE     GROUP    AGENT  VERSION  STATUS  URL",
                        "kibana-default-0  running   default  S0     5.1.1    green   http://127.0.0.1:31000/kibana",
                        "kibana-other-0    starting  other    S1     -        -       -",
                        "waits: kibana-other-0 starts on host1. (starting)");
    }

    @Test
    void the_end_of_up_tells_where_to_open_it() throws InterruptedException {
        assertThat(StatusText.summary(new Inspect(home.home(), installation()).now()))
                .contains(
                        "Kibana is yellow: 1 of 2 instances are ready.",
                        "  Kibana          http://127.0.0.1:31000/kibana",
                        "  Kibana API      " + kibana.url());
    }

    @Test
    void one_that_is_not_wanted_is_no_fault_and_says_how_to_get_one() throws IOException {
        RunningHome without = RunningHome.in(temp.resolve("without"), Settings.standard())
                .announce(Framework.ELASTICSEARCH, others.url())
                .announce(Framework.LOGSTASH, others.url());
        JsonNode status = Json.mapper()
                .readTree(Elk.run(without.environment(), "status", "--json").out());
        assertThat(status.path("state").asString()).isEqualTo("running");
        assertThat(status.at("/frameworks/kibana/state").asString()).isEqualTo("left-out");
        assertThat(status.at("/frameworks/kibana/waits/0/sentence").asString()).contains("--kibana-home DIR");
    }

    @Test
    void scaling_asks_its_scheduler_and_waits_for_the_group_that_is_meant() {
        Elk elk = Elk.run(home.environment(), "scale", "kibana", "1", "--wait");
        assertThat(elk.exitCode()).as(elk.err()).isZero();
        assertThat(elk.out()).contains("Kibana has 1 instance, all ready");
        assertThat(kibana.changes).containsExactly("PUT /v1/kibana/instances?group=default {\"value\":1}");
        assertThat(Elk.run(home.environment(), "scale", "kibana", "0", "--group", "other")
                        .exitCode())
                .isZero();
        assertThat(kibana.changes).last().isEqualTo("PUT /v1/kibana/instances?group=other {\"value\":0}");
    }

    @Test
    void a_group_that_is_not_there_yet_is_waited_for() {
        Progress progress =
                new PlainProgress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), () -> 0);
        WaitForInstances wait = new WaitForInstances(
                new SchedulerApi(URI.create(kibana.url()), new Http()),
                installation(),
                progress,
                Deadline.after(Duration.ZERO));
        assertThatThrownBy(() -> wait.until("other", 1))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("0 of 1 instances are ready")
                .hasMessageContaining("kibana-other-0 starts on host1.");
    }

    private Installation installation() {
        return new Installation(home.home(), new ProcessTable(), new Http());
    }

    private static Settings withKibana() {
        Settings standard = Settings.standard();
        return new Settings(
                standard.version(),
                standard.made(),
                standard.nodes(),
                standard.mesos(),
                standard.members(),
                standard.logstash(),
                new Settings.KibanaSettings(true, Optional.of("/k"), Optional.empty(), 1, Map.of()),
                standard.stack(),
                standard.processes(),
                standard.ports());
    }
}

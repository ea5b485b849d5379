package org.mesoselk.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.FakeScheduler;
import org.mesoselk.cli.RunningHome;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.StatusText;

class WaitForKibanaTest {

    private static final String ONE = "\"http://127.0.0.1:31000\"";

    @TempDir
    private Path temp;

    private final ProcessTable table = new ProcessTable();
    private FakeScheduler kibana;
    private Home home;

    @BeforeEach
    void aHome() throws IOException {
        kibana = new FakeScheduler(status(1, 1, ONE));
        home = RunningHome.in(temp.resolve("home"), withKibana())
                .announce(Framework.KIBANA, kibana.url())
                .home();
    }

    @AfterEach
    void stop() {
        kibana.close();
    }

    @Test
    void it_is_over_when_each_instance_answers() throws InterruptedException {
        assertThat(StatusText.summary(waiting(Duration.ofSeconds(20)).run()))
                .contains("Kibana is green: 1 of 1 instances are ready.", "  Kibana          http://127.0.0.1:31000");
    }

    @Test
    void none_that_is_wanted_is_not_waited_for() throws InterruptedException {
        kibana.status = status(0, 0, "");
        assertThat(waiting(Duration.ofSeconds(20))
                        .run()
                        .framework(Framework.KIBANA)
                        .status())
                .isPresent();
    }

    @Test
    void one_that_cannot_start_is_told_with_its_reason_when_the_time_is_up() {
        kibana.status = status(1, 0, "");
        assertThatThrownBy(() -> waiting(Duration.ZERO).run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Kibana still starts (0 of 1 instances are ready)")
                .hasMessageContaining("no.such.setting is unknown");
    }

    @Test
    void a_process_that_ends_meanwhile_ends_the_waiting() {
        kibana.status = status(1, 0, "");
        new PidFiles(home.run(), table).delete("scheduler-kibana");
        assertThatThrownBy(() -> waiting(Duration.ofSeconds(20)).run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("The process scheduler-kibana has ended");
    }

    private static Settings withKibana() {
        UpOptions.KibanaOptions named = new UpOptions.KibanaOptions(
                false, Optional.of(Path.of("/k")), Optional.empty(), Optional.empty(), Map.of());
        return new UpOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        UpOptions.LogstashOptions.none(),
                        named,
                        Optional.empty(),
                        UpOptions.ProcessOptions.none())
                .over(Settings.standard());
    }

    private static String status(int wanted, int ready, String endpoints) {
        String waits = wanted == ready
                ? ""
                : "{\"name\": \"failed\", \"sentence\": \"kibana-default-0: no.such.setting is unknown.\"}";
        return "{\"wanted\": " + wanted + ", \"ready\": " + ready + ", \"state\": \""
                + (wanted == ready ? "green" : "red") + "\", \"endpoints\": [" + endpoints
                + "], \"members\": [], \"waits\": [" + waits + "]}";
    }

    private WaitForKibana waiting(Duration atMost) {
        Installation installation = new Installation(home, table, new Http());
        Progress progress =
                new PlainProgress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), () -> 0);
        return new WaitForKibana(new Inspect(home, installation), installation, progress, Deadline.after(atMost));
    }
}

package org.mesoselk.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.StatusText;

class WaitForLogstashTest {

    @TempDir
    private Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ProcessTable table = new ProcessTable();
    private FakeScheduler logstash;
    private Home home;

    @BeforeEach
    void aHome() throws IOException {
        logstash = new FakeScheduler(status(3, 3));
        logstash.coverage = coverage(3);
        home = RunningHome.in(temp.resolve("home"), Settings.standard())
                .announce(Framework.LOGSTASH, logstash.url())
                .home();
    }

    @AfterEach
    void stop() {
        logstash.close();
    }

    @Test
    void it_is_over_when_every_agent_that_shall_have_one_has_one() throws InterruptedException {
        assertThat(StatusText.summary(waiting(Duration.ofSeconds(20)).run(3)))
                .contains("Logstash is green: it collects on 3 of 3 agents.", "  Logstash API    " + logstash.url());
    }

    @Test
    void an_agent_that_is_not_known_yet_is_waited_for() {
        assertThatThrownBy(() -> waiting(Duration.ZERO).run(4))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Logstash still starts (3 of 3 agents)");
    }

    @Test
    void a_scheduler_that_knows_no_agent_yet_does_not_cover_all_of_them() {
        logstash.status = status(0, 0).replace("green", "unknown");
        assertThatThrownBy(() -> waiting(Duration.ZERO).run(3)).hasMessageContaining("Logstash still starts");
    }

    @Test
    void an_agent_without_one_is_waited_for_and_the_reason_is_told() {
        logstash.status = status(3, 2);
        assertThatThrownBy(() -> waiting(Duration.ZERO).run(3))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(Failure.TIMED_OUT))
                .hasMessageContaining("2 of 3 agents")
                .hasMessageContaining("host2 has no 96 MB left.");
    }

    @Test
    void agents_that_a_constraint_leaves_out_are_not_waited_for() throws InterruptedException {
        logstash.status = status(1, 1);
        logstash.coverage = coverage(3);
        assertThat(waiting(Duration.ofSeconds(20))
                        .run(3)
                        .framework(Framework.LOGSTASH)
                        .status())
                .isPresent();
    }

    @Test
    void a_scheduler_that_has_died_ends_it() {
        logstash.status = status(3, 0);
        new PidFiles(home.run(), table).delete("scheduler-logstash");
        assertThatThrownBy(() -> waiting(Duration.ofSeconds(20)).run(3))
                .hasMessageContaining("The process scheduler-logstash has ended");
    }

    private WaitForLogstash waiting(Duration patience) {
        Installation installation = new Installation(home, table, new Http());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new WaitForLogstash(
                new Inspect(home, installation),
                installation,
                new PlainProgress(out, System::nanoTime),
                Deadline.after(patience));
    }

    private static String status(int wanted, int ready) {
        return """
                {"wanted": %d, "ready": %d, "state": "%s",
                 "waits": [%s]}
                """.formatted(
                        wanted,
                        ready,
                        wanted == ready ? "green" : "yellow",
                        wanted == ready ? "" : "{\"name\": \"memory\", \"sentence\": \"host2 has no 96 MB left.\"}");
    }

    private static String coverage(int agents) {
        return "{\"agents\": " + agents + ", \"covered\": 1, \"with\": [], \"without\": []}";
    }
}

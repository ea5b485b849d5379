package org.mesoselk.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Elk;
import org.mesoselk.cli.FakeScheduler;
import org.mesoselk.cli.RunningHome;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;

/** {@code elk logs NAME}. */
class LogFilesTest {

    @TempDir
    private Path temp;

    private FakeScheduler logstash;
    private RunningHome home;

    @BeforeEach
    void anInstallation() throws IOException {
        logstash = new FakeScheduler("{\"members\": [{\"name\": \"ls-3\", \"task\": \"ls-3.17\"}]}");
        home = RunningHome.in(temp.resolve("home"), Settings.standard()).announce(Framework.LOGSTASH, logstash.url());
    }

    @AfterEach
    void stop() {
        logstash.close();
    }

    @Test
    void of_a_scheduler_the_end_of_its_log_is_shown_after_its_place() throws IOException {
        Path log = home.home().log("scheduler-logstash");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "one\ntwo\nthree\n");
        assertThat(Elk.run(home.environment(), "logs", "scheduler-logstash", "-n", "2")
                        .out()
                        .lines())
                .containsExactly("== " + log, "two", "three");
    }

    @Test
    void of_a_logstash_what_its_sandbox_has_is_shown() throws IOException {
        Path sandbox = home.home().mesos().resolve("agent-1/slaves/S0/frameworks/F/executors/ls-3.17/runs/R");
        Files.createDirectories(sandbox);
        Files.writeString(sandbox.resolve("stdout"), "collects\n");
        assertThat(Elk.run(home.environment(), "logs", "ls-3").out().lines())
                .containsExactly("== " + sandbox.resolve("stdout"), "collects");
    }

    @Test
    void a_name_that_is_nobodys_is_said_with_those_that_there_are() {
        Elk elk = Elk.run(home.environment(), "logs", "ls-4");
        assertThat(elk.exitCode()).isEqualTo(2);
        assertThat(elk.err()).contains("no log of ls-4", "scheduler-elasticsearch, scheduler-logstash");
    }
}

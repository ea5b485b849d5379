package org.mesoselk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.cli.progress.Progress;

class TeardownTest {

    private static final String SANDBOX = "agent-1/slaves/S0/frameworks/F/executors/E/runs/latest";

    @TempDir
    private Path temp;

    private final ProcessTable table = new ProcessTable();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Progress progress =
            new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), System::nanoTime);
    private final List<Process> started = new ArrayList<>();
    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(temp.resolve("home"));
        home.create();
    }

    @AfterEach
    void leaveNothing() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void processes_are_ended_by_their_pid_files() throws Exception {
        Process zookeeper = start(Map.of(), "sleep 100");
        note(Names.ZOOKEEPER, zookeeper);
        assertThat(teardown()).isTrue();
        assertThat(zookeeper.isAlive()).isFalse();
        assertThat(teardown()).isFalse();
    }

    @Test
    void a_process_whose_pid_file_was_never_written_is_ended_by_its_mark() throws Exception {
        Process mesos = start(Marks.of(home, Names.MESOS), "sleep 100");
        assertThat(teardown()).isTrue();
        assertThat(mesos.isAlive()).isFalse();
    }

    @Test
    void processes_of_another_home_and_pids_that_now_belong_to_others_are_left_alone() throws Exception {
        Process neighbour = start(Marks.of(new Home(temp.resolve("other")), Names.MESOS), "sleep 100");
        Process stranger = start(Map.of(), "sleep 100");
        new PidFiles(home.run(), table).write(Names.ZOOKEEPER, new ProcessId(stranger.pid(), "earlier:1"));
        forked(stranger.pid());
        assertThat(teardown()).isFalse();
        assertThat(neighbour.isAlive()).isTrue();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void an_executor_gets_sigterm_and_time_to_end_in_order() throws Exception {
        Path said = temp.resolve("said");
        Process executor = start(
                Map.of("MESOS_DIRECTORY", home.mesos().resolve(SANDBOX).toString()),
                "trap 'echo in order > " + said + "; exit 0' TERM; echo up > " + said
                        + "; while :; do sleep 0.1; done");
        await().untilAsserted(() -> assertThat(said).exists());
        assertThat(teardown()).isTrue();
        assertThat(executor.isAlive()).isFalse();
        assertThat(said).content().isEqualTo("in order\n");
    }

    @Test
    void the_logstash_scheduler_and_its_executors_are_ended_too() throws Exception {
        Process scheduler = start(Map.of(), "sleep 100");
        note("scheduler-logstash", scheduler);
        Process standby = start(Marks.of(home, "scheduler-logstash-2"), "sleep 100");
        Process executor =
                start(Map.of("MESOS_SANDBOX", home.mesos().resolve(SANDBOX).toString()), "sleep 100");
        assertThat(teardown()).isTrue();
        assertThat(scheduler.isAlive()).isFalse();
        assertThat(standby.isAlive()).isFalse();
        assertThat(executor.isAlive()).isFalse();
        assertThat(new PidFiles(home.run(), table).names()).isEmpty();
    }

    @Test
    void what_a_killed_executor_left_running_is_ended() throws Exception {
        Path sandbox = Files.createDirectories(home.mesos().resolve(SANDBOX));
        Path childPid = temp.resolve("child");
        Process executor = start(
                Map.of("MESOS_DIRECTORY", sandbox.toString()),
                "env -i sleep 100 & echo $! > " + childPid + "; wait",
                sandbox);
        forked(executor.pid());
        await().untilAsserted(() -> assertThat(childPid).content().isNotBlank());
        long child = Long.parseLong(Files.readString(childPid).strip());
        executor.destroyForcibly().waitFor();
        assertThat(ProcessId.of(child, table)).isPresent();
        assertThat(teardown()).isTrue();
        assertThat(ProcessId.of(child, table)).isEmpty();
    }

    private boolean teardown() throws InterruptedException {
        return new Teardown(home, table, progress).run();
    }

    private Process start(Map<String, String> environment, String script) throws IOException {
        return start(environment, script, temp);
    }

    private Process start(Map<String, String> environment, String script, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", script).directory(directory.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        await().untilAsserted(() -> assertThat(table.entry(process.pid()).map(ProcessTable.Entry::session))
                .contains(process.pid()));
        return process;
    }

    private void note(String name, Process process) {
        new PidFiles(home.run(), table)
                .write(name, ProcessId.of(process.pid(), table).orElseThrow());
    }

    /** As an agent checkpoints it. */
    private void forked(long pid) throws IOException {
        Path file = home.mesos().resolve("agent-1/meta/slaves/S0/frameworks/F/executors/E/runs/R/pids/forked.pid");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Long.toString(pid));
    }
}

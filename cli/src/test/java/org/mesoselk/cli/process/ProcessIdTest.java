package org.mesoselk.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {

    @TempDir
    private Path temp;

    private final ProcessTable table = new ProcessTable();

    @Test
    void a_process_is_alive_until_it_ends() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessId id = ProcessId.of(process.pid(), table).orElseThrow();
        assertThat(id.alive(table)).isTrue();
        process.destroyForcibly().waitFor();
        assertThat(id.alive(table)).isFalse();
    }

    @Test
    void another_process_with_the_same_pid_is_not_taken_for_it() {
        ProcessId self = ProcessId.of(ProcessHandle.current().pid(), table).orElseThrow();
        assertThat(new ProcessId(self.pid(), self.started() + "0").alive(table)).isFalse();
    }

    @Test
    void a_process_that_has_ended_and_is_not_reaped_is_not_alive() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 & exec sleep 60").start();
        try {
            await().untilAsserted(() -> assertThat(zombieOf(parent.pid())).isPresent());
            assertThat(ProcessId.of(zombieOf(parent.pid()).orElseThrow(), table))
                    .isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    private Optional<Long> zombieOf(long parent) throws IOException {
        try (var proc = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path pid : proc) {
                Optional<ProcessTable.Entry> entry =
                        table.entry(Long.parseLong(pid.getFileName().toString()));
                if (entry.filter(it -> it.parent() == parent && !it.alive()).isPresent()) {
                    return entry.map(ProcessTable.Entry::pid);
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void a_name_with_blanks_and_parentheses_is_read() {
        String stat = "42 (a) b (c) S 1 42 42 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0";
        assertThat(ProcessTable.parse(stat)).contains(new ProcessTable.Entry(42, 'S', "a) b (c", 1, 42, 777));
    }

    @Test
    void pid_files_tell_only_of_what_runs_and_survive_damage() throws Exception {
        PidFiles files = new PidFiles(temp, table);
        assertThat(files.running("mesos")).isEmpty();
        ProcessId self = ProcessId.of(ProcessHandle.current().pid(), table).orElseThrow();
        files.write("mesos", self);
        assertThat(files.running("mesos")).contains(self);
        files.write("mesos", new ProcessId(self.pid(), "before:1"));
        assertThat(files.running("mesos")).isEmpty();
        Files.writeString(temp.resolve("mesos.pid"), "{");
        assertThat(files.running("mesos")).isEmpty();
        files.delete("mesos");
        files.delete("mesos");
    }

    @Test
    void what_is_launched_has_a_session_of_its_own_and_writes_to_its_log() throws Exception {
        Path log = temp.resolve("logs/thing.log");
        Launch launch = new Launch(
                "thing", List.of("sh", "-c", "echo hello $COLOUR; exec sleep 60"), temp, Map.of("COLOUR", "blue"), log);
        Process process = launch.start();
        try {
            await().untilAsserted(() -> assertThat(log).content().contains("hello blue"));
            assertThat(table.entry(process.pid()).orElseThrow().session()).isEqualTo(process.pid());
        } finally {
            process.destroyForcibly();
        }
    }
}

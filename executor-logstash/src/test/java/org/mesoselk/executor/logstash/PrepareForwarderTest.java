package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;

class PrepareForwarderTest {

    @TempDir
    Path temp;

    private Path sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = WorkDirs.sandbox(temp.toRealPath().resolve("work"), "A-S0", "F", "E", "C");
    }

    private Preparation prepare(String registry, String... globs) throws Exception {
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(),
                registry,
                Optional.empty(),
                new LogstashTask.Sources(
                        true,
                        Optional.empty(),
                        0,
                        java.util.Arrays.stream(globs)
                                .map(glob -> new LogstashTask.Files(glob, Optional.empty()))
                                .toList()),
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD);
        return new PrepareForwarder(
                        sandbox,
                        () -> {
                            throw new IOException("not asked");
                        },
                        Optional::empty,
                        Duration.ofMillis(300))
                .prepare(task);
    }

    private static String sentence(Preparation preparation) {
        return String.join(" ", ((Preparation.Refused) preparation).sentences());
    }

    private String registry() {
        return temp.resolve("registry").toString();
    }

    @Test
    void oneAfterTheOtherMayCollectOnAnAgentButNotTwoAtOnce() throws Exception {
        Preparation first = prepare(registry());
        Preparation second = prepare(registry());
        assertThat(sentence(second))
                .contains("is in use by an executor with pid "
                        + ProcessHandle.current().pid())
                .contains("sandbox " + sandbox)
                .contains("end that process");
        assertThat(((Preparation.Ready) first).engine().stop(Duration.ofSeconds(1)))
                .isTrue();
        assertThat(prepare(registry())).isInstanceOf(Preparation.Ready.class);
    }

    @Test
    void aRegistryThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(temp.resolve("registry"), "a file");
        assertThat(sentence(prepare(registry())))
                .startsWith("The registry directory " + registry())
                .contains("cannot be written to by", "make it writable");
    }

    @Test
    void aRegistryInASandboxIsRefused() throws Exception {
        assertThat(sentence(prepare(sandbox.resolve("registry").toString())))
                .contains("lies in a sandbox, which Mesos removes");
    }

    @Test
    void positionsThatCannotBeReadAreTold() throws Exception {
        Preparation.Ready ready = (Preparation.Ready) prepare(registry());
        assertThat(ready.engine().stop(Duration.ofSeconds(1))).isTrue();
        try (var folders = Files.list(Path.of(registry()))) {
            Files.writeString(folders.findFirst().orElseThrow().resolve("positions.jsonl"), "garbage");
        }
        try {
            prepare(registry());
            throw new AssertionError("they were read");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("cannot be read").hasMessageContaining("Move the file away");
        }
    }

    @Test
    void anOptionThatMakesNoSenseIsToldAndTheLockGiven() throws Exception {
        assertThat(sentence(prepare(registry(), "var/log"))).contains("'var/log'");
        assertThat(prepare(registry())).isInstanceOf(Preparation.Ready.class);
    }

    @Test
    void theWorkDirIsWhatLiesAboveTheSandbox() throws Exception {
        assertThat(WorkDir.above(sandbox)).contains(temp.toRealPath().resolve("work"));
        assertThat(WorkDir.above(Path.of("/mnt/mesos/sandbox"))).isEmpty();
        assertThat(WorkDir.above(Path.of("/a/b/c/d/e/f/g/h/i"))).isEmpty();
        sandbox = Path.of("/mnt/mesos/sandbox");
        assertThat(sentence(prepare(registry()))).contains("name the work_dir");
        sandbox = temp.resolve("nothing/slaves/A/frameworks/F/executors/E/runs/C");
        assertThat(sentence(prepare(registry()))).contains("cannot be read by", "run this executor as root");
    }
}

package org.mesoselk.commons.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ProcessStarter starter = new ProcessStarter();

    @AfterEach
    void endAll() {
        starter.close();
    }

    @Test
    void aChildThatHeedsSigtermIsNotKilled() throws Exception {
        ChildProcess child = sh("trap 'exit 7' TERM; echo ready; while :; do sleep 0.1; done");
        awaitOutput("ready");

        StopOutcome outcome = child.stop(PATIENCE);

        assertThat(outcome).isEqualTo(new StopOutcome(7, List.of(), List.of()));
    }

    @Test
    void whatIgnoresSigtermIsKilledWithAllItsDescendantsOnceTheGraceIsOver() throws Exception {
        ChildProcess child = sh("trap '' TERM; sleep 600 & echo $!; echo ready; wait; sleep 600");
        awaitOutput("ready");
        long grandchild = Long.parseLong(output().get(0));

        StopOutcome outcome = child.stop(Duration.ofMillis(200));

        assertThat(outcome.exitCode()).isEqualTo(128 + 9);
        assertThat(outcome.killed()).contains(child.pid(), grandchild);
        assertThat(outcome.survivors()).isEmpty();
        assertThat(running(grandchild)).isFalse();
    }

    @Test
    void aDescendantWhoseParentDiedIsStillEnded() throws Exception {
        ChildProcess child = sh("sleep 600 & echo $!; echo ready; wait");
        awaitOutput("ready");
        long grandchild = Long.parseLong(output().get(0));
        child.noteDescendants();
        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(child.exit().get()).isEqualTo(128 + 9);

        StopOutcome outcome = child.stop(Duration.ofMillis(200));

        assertThat(outcome.killed()).containsExactly(grandchild);
        assertThat(running(grandchild)).isFalse();
    }

    @Test
    void theExitIsToldWithTheCodeAndTheLastLinesRemain() throws Exception {
        ChildProcess child = sh("echo one; echo two >&2; exit 3");

        assertThat(child.exit().get()).isEqualTo(3);
        assertThat(LogTail.lastLines(folder.resolve("out"), 1)).containsExactly("two");
    }

    @Test
    void nothingOfOurEnvironmentReachesTheChild() throws Exception {
        assertThat(sh("env").exit().get()).isZero();

        assertThat(output()).contains("ONLY=this").noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void aProgramThatIsNotThereIsAnIoExceptionThatNamesIt() {
        ProcessSpec spec = new ProcessSpec(
                List.of("/no/such/program"), Map.of(), folder, folder.resolve("out"), folder.resolve("out"));

        assertThatThrownBy(() -> starter.start(spec))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void theKernelKillsTheChildWhenTheThreadThatStartedItIsGone() throws Exception {
        Optional<Setpriv> setpriv = Setpriv.find(System.getenv("PATH"));
        assumeTrue(setpriv.isPresent(), "no setpriv on this host");
        ChildProcess child =
                starter.start(spec("echo ready; exec sleep 600").under(setpriv.orElseThrow(), Credentials.ownUser()));
        awaitOutput("ready");

        starter.close();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(child.exit()).isCompletedWithValue(128 + 9));
    }

    @Test
    void aLogIsCopiedAndCutOnceItIsTooLong() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "12345");

        LogTail.cap(log, 6);
        assertThat(log).hasContent("12345");
        LogTail.cap(log, 5);

        assertThat(log).isEmptyFile();
        assertThat(folder.resolve("log.1")).hasContent("12345");
    }

    private ChildProcess sh(String script) throws Exception {
        return starter.start(spec(script));
    }

    private ProcessSpec spec(String script) {
        return new ProcessSpec(
                List.of("/bin/sh", "-c", script),
                Map.of("ONLY", "this", "PATH", "/usr/bin:/bin"),
                folder,
                folder.resolve("out"),
                folder.resolve("out"));
    }

    private List<String> output() throws IOException {
        return LogTail.lastLines(folder.resolve("out"), 100);
    }

    private void awaitOutput(String line) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).contains(line));
    }

    private static boolean running(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}

package org.mesoselk.executor.logstash.forwarder.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.WorkDirs;
import org.mesoselk.executor.logstash.forwarder.event.Origin;

/** Sandboxes as Mesos lays them out, and the state of a real agent that had these. */
class DiscoveryTest {

    private static final String AGENT = "2ecb133c-c136-411c-a674-a382423d8bef-S0";
    private static final String MASTER = "2ecb133c-c136-411c-a674-a382423d8bef-";

    @TempDir
    Path temp;

    private Path workDir;
    private Instant now = Instant.now();
    private int asked;
    private boolean agentIsAway;

    @BeforeEach
    void makeWorkDir() throws IOException {
        workDir = Files.createDirectory(temp.toRealPath().resolve("work"));
    }

    private AgentState state() throws IOException {
        asked++;
        if (agentIsAway) {
            throw new IOException("connection refused");
        }
        try (InputStream json = DiscoveryTest.class.getResourceAsStream("agent-state.json")) {
            return AgentState.read(json);
        }
    }

    private Discovery discovery(String... globs) {
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(),
                "/registry",
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
        return new Discovery(task, workDir, this::state, "host", AGENT, () -> now);
    }

    private static Map<String, Origin.Sandbox> byPath(Look look, Path from) {
        Map<String, Origin.Sandbox> found = new TreeMap<>();
        look.files().stream()
                .filter(file -> file.origin().isPresent())
                .forEach(file -> found.put(
                        from.relativize(file.path()).toString(),
                        file.origin().get().sandbox().orElseThrow()));
        return found;
    }

    @Test
    void eachContainerIsToldWithItsFrameworkExecutorAndTask() throws IOException {
        Path command = WorkDirs.sandbox(
                workDir, AGENT, MASTER + "0006", "agent-http-task", "5d1d0513-2110-48dc-911f-42c8c1ef7921");
        Path group = WorkDirs.sandbox(workDir, AGENT, MASTER + "0006", "de", "55143739-498d-4a50-b25a-2f1775c03a66");
        Path child = WorkDirs.child(group, "7540caae-b7df-4a17-90a4-9268592c799f", "grp-task");
        for (Path sandbox : List.of(command, group, child)) {
            Files.writeString(sandbox.resolve("stdout"), "x\n");
        }
        Files.writeString(command.resolve("stderr.1"), "x\n");
        Files.writeString(command.resolve("stdout.gz"), "x\n");
        Files.writeString(command.resolve("other.log"), "x\n");

        Look look = discovery().look();

        assertThat(look.trouble()).isEmpty();
        Map<String, Origin.Sandbox> found = byPath(look, workDir);
        assertThat(found.values())
                .containsExactlyInAnyOrder(
                        new Origin.Sandbox(
                                AGENT,
                                MASTER + "0006",
                                Optional.of("rec-agent-http"),
                                "agent-http-task",
                                "5d1d0513-2110-48dc-911f-42c8c1ef7921",
                                Optional.of("agent-http-task"),
                                Optional.of("agent-http-task"),
                                "stdout"),
                        new Origin.Sandbox(
                                AGENT,
                                MASTER + "0006",
                                Optional.of("rec-agent-http"),
                                "agent-http-task",
                                "5d1d0513-2110-48dc-911f-42c8c1ef7921",
                                Optional.of("agent-http-task"),
                                Optional.of("agent-http-task"),
                                "stderr"),
                        new Origin.Sandbox(
                                AGENT,
                                MASTER + "0006",
                                Optional.of("rec-agent-http"),
                                "de",
                                "55143739-498d-4a50-b25a-2f1775c03a66",
                                Optional.empty(),
                                Optional.empty(),
                                "stdout"),
                        new Origin.Sandbox(
                                AGENT,
                                MASTER + "0006",
                                Optional.of("rec-agent-http"),
                                "de",
                                "7540caae-b7df-4a17-90a4-9268592c799f",
                                Optional.of("grp-task"),
                                Optional.of("grp-task"),
                                "stdout"));
    }

    @Test
    void ofAnExecutorWithSeveralTasksTheOutputIsThatOfNone() throws IOException {
        Path custom = WorkDirs.sandbox(workDir, AGENT, MASTER + "0005", "cx-1", "4ea0f47e-2a79-4a29-895e-ddc726b5124e");
        Files.writeString(custom.resolve("stdout"), "x\n");
        assertThat(byPath(discovery().look(), workDir).values()).singleElement().satisfies(sandbox -> {
            assertThat(sandbox.frameworkName()).contains("rec custom exec");
            assertThat(sandbox.taskId()).isEmpty();
        });
    }

    @Test
    void anAgentThatDoesNotTellIsWaitedForAndTheFilesAreHeldMeanwhile() throws IOException {
        agentIsAway = true;
        Path sandbox = WorkDirs.sandbox(workDir, AGENT, MASTER + "0006", "de", "55143739-498d-4a50-b25a-2f1775c03a66");
        Files.writeString(
                WorkDirs.child(sandbox, "7540caae-b7df-4a17-90a4-9268592c799f", "grp-task")
                        .resolve("stdout"),
                "x\n");
        Discovery discovery = discovery();
        assertThat(discovery.look().files())
                .singleElement()
                .satisfies(file -> assertThat(file.origin()).isEmpty());
        now = now.plus(Discovery.PATIENCE);
        assertThat(byPath(discovery.look(), workDir).values()).singleElement().satisfies(found -> {
            assertThat(found.frameworkName()).isEmpty();
            assertThat(found.taskId()).as("by the link").contains("grp-task");
        });
        agentIsAway = false;
        now = now.plus(Discovery.ASK_AGAIN);
        assertThat(byPath(discovery.look(), workDir).values())
                .singleElement()
                .satisfies(found -> assertThat(found.frameworkName()).contains("rec-agent-http"));
    }

    @Test
    void anAgentIsNotAskedForWhatIsKnown() throws IOException {
        Path sandbox = WorkDirs.sandbox(
                workDir, AGENT, MASTER + "0006", "agent-http-task", "5d1d0513-2110-48dc-911f-42c8c1ef7921");
        Files.writeString(sandbox.resolve("stdout"), "x\n");
        Discovery discovery = discovery();
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(10);
            assertThat(discovery.look().files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.origin()).isPresent());
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aNewSandboxAndARotatedFileAreFoundByTheNextLook() throws IOException {
        Discovery discovery = discovery();
        Path sandbox = WorkDirs.sandbox(workDir, AGENT, MASTER + "0006", "x", "c");
        assertThat(discovery.look().files()).isEmpty();
        Files.writeString(sandbox.resolve("stdout"), "x\n");
        assertThat(discovery.look().files()).hasSize(1);
        Files.move(sandbox.resolve("stdout"), sandbox.resolve("stdout.1"));
        Files.writeString(sandbox.resolve("stdout"), "y\n");
        assertThat(discovery.look().files().stream()
                        .map(file -> file.path().getFileName().toString()))
                .containsExactlyInAnyOrder("stdout", "stdout.1");
        Files.delete(sandbox.resolve("stdout.1"));
        assertThat(discovery.look().files()).hasSize(1);
    }

    @Test
    void aLinkLeadsNowhere() throws IOException {
        Path secret = Files.createDirectory(temp.toRealPath().resolve("secret"));
        Files.writeString(secret.resolve("stdout"), "secret\n");
        Path sandbox = WorkDirs.sandbox(workDir, AGENT, MASTER + "0006", "x", "c");
        Files.createSymbolicLink(sandbox.resolve("stdout"), secret.resolve("stdout"));
        Path containers = Files.createDirectory(sandbox.resolve("containers"));
        Files.createSymbolicLink(containers.resolve("child"), secret);
        Path other = WorkDirs.sandbox(workDir, AGENT, MASTER + "0006", "y", "d");
        Files.createSymbolicLink(other.resolve("containers"), temp.toRealPath());
        assertThat(discovery().look().files()).isEmpty();
    }

    @Test
    void filesAreFoundByGlob() throws IOException {
        Path logs = Files.createDirectories(temp.toRealPath().resolve("var/log/app"));
        Files.writeString(logs.resolve("a.log"), "x\n");
        Files.writeString(logs.resolve("b.txt"), "x\n");
        Files.writeString(Files.createDirectories(logs.resolve("deep/er")).resolve("c.log"), "x\n");
        Files.createSymbolicLink(logs.resolve("link.log"), logs.resolve("b.txt"));
        Path root = temp.toRealPath();
        assertThat(discovery(root + "/var/*/app/*.log").look().files())
                .extracting(Found::path)
                .containsExactly(logs.resolve("a.log"));
        assertThat(discovery(root + "/var/**.log").look().files())
                .extracting(Found::path)
                .containsExactlyInAnyOrder(logs.resolve("a.log"), logs.resolve("deep/er/c.log"));
        assertThat(discovery(root + "/var/log/app/b.txt").look().files()).hasSize(1);
        Path alias = Files.createSymbolicLink(root.resolve("alias"), root.resolve("var"));
        assertThat(discovery(alias + "/log/app/*.log").look().files())
                .extracting(Found::path)
                .containsExactly(logs.resolve("a.log"));
        assertThat(discovery(root + "/nothing/*.log").look().files()).isEmpty();
        assertThatThrownBy(() -> discovery("relative/*.log"))
                .hasMessage("The files 'relative/*.log' are not named by an absolute path.");
    }

    /** Made anew each second, they would be most of what ten thousand sandboxes cost. */
    @Test
    void whatHasNotChangedIsTheSameFromLookToLook() throws IOException {
        Path sandbox = WorkDirs.sandbox(
                workDir, AGENT, MASTER + "0006", "agent-http-task", "5d1d0513-2110-48dc-911f-42c8c1ef7921");
        Files.writeString(sandbox.resolve("stdout"), "x\n");
        Discovery discovery = discovery();
        Found first = discovery.look().files().get(0);
        assertThat(discovery.look().files()).singleElement().isSameAs(first);
        now = now.plusSeconds(3600);
        assertThat(discovery.look().files()).singleElement().isSameAs(first);
        Files.writeString(sandbox.resolve("stderr"), "x\n");
        assertThat(discovery.look().files()).hasSize(2);
    }

    @Test
    void manyFoldersAtRestAreLookedAtInTurn() {
        Turns turns = new Turns();
        int folders = 2 * Turns.A_LOOK + 1;
        for (int i = 0; i < folders; i++) {
            turns.isDue();
        }
        int[] looked = new int[folders];
        for (int look = 0; look < 3; look++) {
            turns.next();
            int now = 0;
            for (int i = 0; i < folders; i++) {
                if (turns.isDue()) {
                    looked[i]++;
                    now++;
                }
            }
            assertThat(now).isLessThanOrEqualTo(Turns.A_LOOK);
        }
        assertThat(looked).containsOnly(1);
        turns.next();
        turns.isDue();
        turns.next();
        assertThat(turns.isDue()).as("few are looked at each time").isTrue();
    }
}

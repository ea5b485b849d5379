package org.mesoselk.localmesos.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    private static ProcessId leader(String script) throws Exception {
        Process process = new ProcessBuilder("setsid", "sh", "-c", script).start();
        ProcessId id = ProcessId.of(process.pid()).orElseThrow();
        Awaitility.await("a session of its own")
                .until(() -> ProcStat.read(id.pid()).orElseThrow().session() == id.pid());
        return id;
    }

    private static void awaitMembers(ProcessTree tree, int count) {
        Awaitility.await(count + " processes")
                .untilAsserted(() -> assertThat(tree.members()).hasSize(count));
    }

    /** Only looks: a tree that took these for its own would end them. */
    @Test
    void neitherInitNorTheLaterOwnerOfAnEndedLeadersPidIsAMember() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(new ProcessTree(ProcessId.ended(other.pid())).members()).isEmpty();
            assertThat(new ProcessTree(ProcessId.ended(1)).members()).isEmpty();
            assertThat(new ProcessTree(ProcessId.ended(0)).members()).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void childrenOrphansAndTheirOwnSessionsAreMembersAndAllAreKilled() throws Exception {
        ProcessId leader = leader("(sleep 1020 &); setsid sleep 1020 & sleep 1020 & wait");
        ProcessTree tree = new ProcessTree(leader);
        awaitMembers(tree, 4);
        assertThat(tree.kill(Set.of(), Duration.ofSeconds(10))).isTrue();
        assertThat(tree.members()).isEmpty();
        assertThat(leader.alive()).isFalse();
    }

    @Test
    void theSessionIsFoundWhenItsLeaderIsDead() throws Exception {
        ProcessId leader = leader("sleep 1021 & wait");
        ProcessTree tree = new ProcessTree(leader);
        awaitMembers(tree, 2);
        ProcessHandle.of(leader.pid()).orElseThrow().destroyForcibly();
        Awaitility.await("the leader's death").until(() -> !leader.alive());
        awaitMembers(tree, 1);
        assertThat(tree.kill(Set.of(), Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aLaterProcessWithTheSamePidIsNotMistaken() throws Exception {
        ProcessId leader = leader("exec sleep 1022");
        ProcessId earlier = new ProcessId(leader.pid(), leader.startTicks() - 1, leader.bootId());
        ProcessId beforeReboot = new ProcessId(leader.pid(), leader.startTicks(), "another-boot");
        assertThat(leader.alive()).isTrue();
        assertThat(earlier.alive()).isFalse();
        assertThat(beforeReboot.alive()).isFalse();
        assertThat(new ProcessTree(earlier).members()).isEmpty();
        assertThat(new ProcessTree(beforeReboot).members()).isEmpty();
        assertThat(ProcessId.parse(leader.text())).isEqualTo(leader);
        new ProcessTree(leader).kill(Set.of(), Duration.ofSeconds(10));
    }

    @Test
    void aNameWithBlanksAndParenthesesIsNoObstacle() {
        assertThat(ProcStat.parse("42 (a ) (b) S 1 42 40 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99 0"))
                .contains(new ProcStat(42, 'S', 1, 40, 99, 5, 6));
    }

    @Test
    void javasExitValuesBecomeRawWaitStatuses() {
        assertThat(WaitStatus.ofExitValue(0)).isZero();
        assertThat(WaitStatus.ofExitValue(7)).isEqualTo(1792);
        assertThat(WaitStatus.ofExitValue(128 + 9)).isEqualTo(9);
        assertThat(WaitStatus.describe(1792)).isEqualTo("exited with status 7");
        assertThat(WaitStatus.describe(15)).isEqualTo("terminated with signal Terminated");
    }
}

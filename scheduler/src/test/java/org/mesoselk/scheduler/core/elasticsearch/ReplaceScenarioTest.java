package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;

class ReplaceScenarioTest {

    private static final Duration LONG = Duration.ofMinutes(30);

    private static World world(int members, int agents) {
        return new World(members, agents).untilSettledAt(members);
    }

    /** Members that hold no index's only copy, the lowest ordinal first. */
    private static List<String> spare(World world) {
        return world.records.members().keySet().stream()
                .filter(name -> world.elasticsearch.shards.stream()
                        .allMatch(shard ->
                                shard.copies.size() > 1 || shard.on(name).isEmpty()))
                .toList();
    }

    private static String needed(World world) {
        Set<String> names = new TreeSet<>(world.records.members().keySet());
        names.removeAll(spare(world));
        return names.iterator().next();
    }

    private static boolean isReplacing(World world, String name) {
        return world.member(name).home().isEmpty();
    }

    private static List<String> launched(World world, String member) {
        return world.calls.stream()
                .filter(Call.Launch.class::isInstance)
                .map(call -> ((Call.Launch) call).task().id())
                .filter(id -> id.startsWith(member + "."))
                .toList();
    }

    @Test
    void aMemberWhoseAgentNeverReturnsIsMadeAnewElsewhereAfterTheDeclaredTimeAndNotBefore() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        String task = world.taskOf(name);
        world.cutOff(agent);

        world.pass(Duration.ofMinutes(15));
        assertThat(world.member(name).state()).isInstanceOf(MemberState.Unreachable.class);
        assertThat(world.waits()).contains("task-unreachable", "replace-after");
        assertThat(launched(world, name)).hasSize(1);

        world.until("replaced", w -> w.isSettledAt(3));
        assertThat(world.agentOf(name)).isNotEqualTo(agent);
        assertThat(world.records.abandoned()).containsOnlyKeys(task);
        assertThat(world.records.abandoned().get(task).memberName()).isEqualTo(name);
    }

    @Test
    void aSchedulerThatRestartsDoesNotWaitAnew() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        world.cutOff(world.agentOf(name));
        world.pass(Duration.ofMinutes(14));
        world.restart();
        world.until("given up", w -> isReplacing(w, name), Duration.ofSeconds(70));
        world.restart();
        world.until("replaced", w -> w.isSettledAt(3));
        assertThat(world.records.abandoned()).hasSize(1);
    }

    @Test
    void aMemberThatHoldsALastCopyIsNotReplacedAndItsAgentThatComesBackFindsItsTaskAlive() {
        World world = world(3, 5);
        String name = needed(world);
        String agent = world.agentOf(name);
        String task = world.taskOf(name);
        world.cutOff(agent);
        world.pass(LONG);
        assertThat(world.member(name).state()).isInstanceOf(MemberState.Unreachable.class);
        assertThat(world.waits()).contains("replace-unsafe");

        world.comesBack(agent);
        world.untilSettledAt(3);
        assertThat(world.taskOf(name)).isEqualTo(task);
        assertThat(launched(world, name)).hasSize(1);
    }

    @Test
    void nothingIsReplacedWhileElasticsearchCannotBeAsked() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        world.cutOff(world.agentOf(name));
        world.elasticsearch.answers = false;
        world.pass(LONG);
        assertThat(isReplacing(world, name)).isFalse();
        assertThat(world.waits()).contains("replace-unsafe");

        world.elasticsearch.answers = true;
        world.untilSettledAt(3);
        assertThat(world.records.abandoned()).hasSize(1);
    }

    @Test
    void aNodeThatElasticsearchListsIsNotReplacedHoweverLongMesosDoesNotSeeItsAgent() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        world.mesos.loseAgent(agent);
        world.pass(LONG);
        assertThat(world.member(name).state()).isInstanceOf(MemberState.Unreachable.class);
        assertThat(world.waits()).contains("node-still-listed");
        world.comesBack(agent);
        world.untilSettledAt(3);
        assertThat(launched(world, name)).hasSize(1);
    }

    @Test
    void itIsWaitedForForEverWhenTheOperatorSaysNever() {
        World world = new World(3, 5, Samples.settings(3, Optional.empty())).untilSettledAt(3);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        world.cutOff(agent);
        world.pass(Duration.ofHours(2));
        assertThat(isReplacing(world, name)).isFalse();
        assertThat(world.waits()).contains("task-unreachable").doesNotContain("replace-after");

        world.markGone(agent);
        world.untilSettledAt(3);
        assertThat(world.agentOf(name)).isNotEqualTo(agent);
    }

    @Test
    void anAgentThatTheOperatorMarkedAsGoneIsNotWaitedFor() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        world.markGone(agent);
        world.until("replaced", w -> w.isSettledAt(3), Duration.ofMinutes(2));
        assertThat(world.agentOf(name)).isNotEqualTo(agent);
        assertThat(world.records.abandoned()).as("Mesos has said that it ended").isEmpty();
    }

    @Test
    void aLastCopyOnAnAgentThatIsMarkedAsGoneIsToldAndNotPassedOver() {
        World world = world(3, 5);
        String name = needed(world);
        world.markGone(world.agentOf(name));
        world.pass(LONG);
        assertThat(isReplacing(world, name)).isFalse();
        assertThat(world.waits()).contains("replace-unsafe");
    }

    @Test
    void aMemberWhoseTaskEndedAndWhoseAgentOffersNoMoreIsMadeAnewElsewhere() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        world.killNode(name);
        world.mesos.loseAgent(agent);
        world.pass(Duration.ofMinutes(14));
        assertThat(isReplacing(world, name)).isFalse();
        assertThat(world.waits()).contains("replace-after");
        world.until("replaced", w -> w.isSettledAt(3));
        assertThat(world.agentOf(name)).isNotEqualTo(agent);
    }

    @Test
    void aTaskThatComesBackBeforeAnotherHasItsPlaceIsItsMembersAgainWithoutAnyDataMoved() {
        World world = world(3, 3);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        String task = world.taskOf(name);
        world.cutOff(agent);
        world.until("given up", w -> isReplacing(w, name), LONG);
        assertThat(world.member(name).state()).isInstanceOf(MemberState.Pending.class);

        world.comesBack(agent);
        world.untilSettledAt(3);
        assertThat(world.taskOf(name)).isEqualTo(task);
        assertThat(world.member(name).home().orElseThrow().id()).isEqualTo(agent);
        assertThat(world.records.abandoned()).isEmpty();
        assertThat(launched(world, name)).hasSize(1);
    }

    @Test
    void aTaskThatComesBackWhenItsMemberHasAnotherIsStoppedAsSoonAsThatIsSafe() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        String old = world.taskOf(name);
        world.cutOff(agent);
        world.until("replaced", w -> w.isSettledAt(3), LONG);
        String replacement = world.taskOf(name);

        world.elasticsearch.answers = false;
        world.comesBack(agent);
        world.pass(Duration.ofMinutes(2));
        assertThat(world.waits()).contains("surplus-task");
        assertThat(world.mesos.visible()).hasSize(4);

        world.elasticsearch.answers = true;
        world.until("forgotten", w -> w.records.abandoned().isEmpty()).untilSettledAt(3);
        assertThat(world.taskOf(name)).isEqualTo(replacement);
        assertThat(world.mesos.tasks.get(old).state).isEqualTo(TaskState.KILLED);
        assertThat(world.waits()).doesNotContain("surplus-task", "foreign-task");
    }

    @Test
    void aSurplusTaskIsKnownForWhatItIsAfterARestartOfTheScheduler() {
        World world = world(3, 5);
        String name = spare(world).get(0);
        String agent = world.agentOf(name);
        world.cutOff(agent);
        world.until("replaced", w -> w.isSettledAt(3), LONG);
        world.elasticsearch.answers = false;
        world.comesBack(agent);
        world.restart();
        world.pass(Duration.ofSeconds(20));
        assertThat(world.waits()).contains("surplus-task").doesNotContain("foreign-task");
        world.elasticsearch.answers = true;
        world.until("forgotten", w -> w.records.abandoned().isEmpty()).untilSettledAt(3);
    }

    @Test
    void twoMembersThatAreLostTogetherAreMadeAnewOneAfterTheOther() {
        World world = world(5, 9);
        List<String> lost = spare(world).subList(0, 2);
        lost.forEach(name -> world.cutOff(world.agentOf(name)));
        Set<String> waits = new TreeSet<>();
        for (int i = 0; i < LONG.toSeconds() && !world.isSettledAt(5); i++) {
            world.step();
            waits.addAll(world.waits());
            assertThat(lost.stream().filter(name -> isReplacing(world, name)).count())
                    .as("at a time")
                    .isLessThanOrEqualTo(1);
        }
        world.untilSettledAt(5);
        assertThat(waits).contains("replace-next");
        assertThat(world.records.abandoned().values().stream().map(Abandoned::memberName))
                .containsExactlyInAnyOrderElementsOf(lost);
    }

    @Test
    void aLeavingMemberWhoseAgentNeverReturnsLeavesWithoutIt() {
        World world = world(5, 6);
        String name = "es-default-4";
        world.scale(4, false);
        world.until("draining", w -> w.elasticsearch.excludes.contains(name));
        String agent = world.agentOf(name);
        String task = world.taskOf(name);
        world.cutOff(agent);
        world.pass(Duration.ofMinutes(10));
        assertThat(world.records.members()).containsKey(name);
        assertThat(world.waits()).contains("replace-after");
        world.until("gone", w -> w.isSettledAt(4), LONG);
        assertThat(world.records.abandoned()).containsOnlyKeys(task);

        world.comesBack(agent);
        world.until("excluded again", w -> w.elasticsearch.excludes.contains(name));
        assertThat(world.mesos.tasks.get(task).state)
                .as("what is put on it would go with it")
                .isEqualTo(TaskState.RUNNING);
        world.until("forgotten", w -> w.records.abandoned().isEmpty()).untilSettledAt(4);
        assertThat(world.mesos.tasks.get(task).state).isEqualTo(TaskState.KILLED);
    }

    @Test
    void aLeavingMemberThatWasToldToStopLeavesWithoutItsAgentToo() {
        World world = world(5, 6);
        String name = "es-default-4";
        world.mesos.losesKills = true;
        world.scale(4, false);
        world.until("stopping", w -> w.member(name).state() instanceof MemberState.Stopping);
        world.cutOff(world.agentOf(name));
        world.pass(Duration.ofMinutes(10));
        assertThat(world.records.members()).containsKey(name);
        world.until("gone", w -> w.isSettledAt(4), LONG);
        assertThat(world.records.abandoned()).hasSize(1);
    }

    @Test
    void aScaleDownIsNotHeldUpForEverByAMemberThatNeverComesBack() {
        World world = world(5, 7);
        String lost = spare(world).get(0);
        world.cutOff(world.agentOf(lost));
        world.scale(4, false);
        world.pass(Duration.ofMinutes(5));
        assertThat(world.records.members()).hasSize(5);
        assertThat(world.waits()).contains("recovering");
        world.until("settled", w -> w.isSettledAt(4), LONG);
        assertThat(world.records.members().values()).noneMatch(Member::leaving);
    }
}

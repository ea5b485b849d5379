package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.TaskState;

class DisturbedScaleScenarioTest {

    private static World five() {
        World world = new World(3, 5).untilSettledAt(3);
        world.scale(5, false);
        return world.untilSettledAt(5);
    }

    private static Set<String> tasks(World world) {
        return world.mesos.alive().stream().map(task -> task.ref.id()).collect(Collectors.toSet());
    }

    @Test
    void raisingTheTargetInMidDrainKeepsEveryTask() {
        World world = five();
        Set<String> before = tasks(world);
        world.scale(3, false);
        world.until("draining", w -> w.elasticsearch.excludes.contains("es-default-4"));

        world.scale(5, false);
        world.untilSettledAt(5);

        assertThat(tasks(world)).isEqualTo(before);
        assertThat(world.records.operation()).map(Operation::status).contains(Operation.Status.DONE);
    }

    @Test
    void aMemberThatHasBegunToStopLeavesAndIsMadeAnewWhenTheTargetIsRaised() {
        World world = five();
        world.mesos.losesKills = true;
        world.scale(4, false);
        world.until("stopping", w -> w.member("es-default-4").state() instanceof MemberState.Stopping);
        world.scale(5, false);
        world.step();
        assertThat(world.waits()).contains("leaving-first");

        world.mesos.losesKills = false;
        world.untilSettledAt(5);
    }

    @Test
    void aLostKillIsRepeatedOnlyAfterTenSeconds() {
        World world = five();
        world.mesos.losesKills = true;
        world.scale(4, false);
        world.until("stopping", w -> w.member("es-default-4").state() instanceof MemberState.Stopping);
        world.pass(Duration.ofSeconds(25));
        assertThat(world.calls.stream().filter(Call.Kill.class::isInstance)).hasSize(3);

        world.mesos.losesKills = false;
        world.untilSettledAt(4);
    }

    @Test
    void aLeavingNodeThatDiesComesBackToItsHomeAndGoesOnDraining() {
        World world = five();
        String home = world.member("es-default-4").home().orElseThrow().id();
        world.scale(4, false);
        world.until("draining", w -> w.elasticsearch.excludes.contains("es-default-4"));
        world.elasticsearch.shards.stream()
                .filter(shard -> shard.index.equals("no-replica"))
                .forEach(shard -> {
                    shard.copies.clear();
                    shard.copies.add(new FakeElasticsearch.Copy("es-default-4", State.STARTED, true));
                    shard.inSync.clear();
                    shard.inSync.add("es-default-4");
                });
        world.killNode("es-default-4");
        world.until("relaunch", w -> w.member("es-default-4").state() instanceof MemberState.Launching);
        assertThat(world.member("es-default-4").task().orElseThrow().agent().id())
                .isEqualTo(home);
        assertThat(world.member("es-default-4").leaving()).isTrue();

        world.untilSettledAt(4);
    }

    @Test
    void aStayingNodeThatDiesInMidDrainComesBackBeforeAnythingIsStopped() {
        World world = five();
        world.scale(4, false);
        world.until("draining", w -> w.elasticsearch.excludes.contains("es-default-4"));
        world.killNode("es-default-1");
        world.until("kill", w -> w.calls.stream().anyMatch(Call.Kill.class::isInstance));
        assertThat(world.member("es-default-1").state()).isInstanceOf(MemberState.Running.class);
        world.untilSettledAt(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void aSchedulerThatRestartsEveryFewSecondsFinishesTheScaleDownWithoutAnyOtherChange(int every) {
        World world = five();
        Set<String> before = tasks(world);
        world.scale(1, true);
        for (int i = 0; i < 80 && !world.isSettledAt(1); i++) {
            world.pass(Duration.ofSeconds(every));
            world.restart();
        }
        world.untilSettledAt(1);
        assertThat(before).containsAll(tasks(world));
    }

    @Test
    void nothingIsStoppedWhileElasticsearchCannotBeAsked() {
        World world = five();
        world.scale(4, false);
        world.step();
        world.step();
        world.elasticsearch.answers = false;
        world.pass(Duration.ofMinutes(3));
        assertThat(world.mesos.alive()).hasSize(5);
        assertThat(world.waits()).contains("elasticsearch-unknown");

        world.elasticsearch.answers = true;
        world.untilSettledAt(4);
    }

    @Test
    void dataOnlyMembersLeaveTogetherAndMastersOneByOne() {
        World world = new World(8, 9).untilSettledAt(8);
        world.scale(4, true);
        world.until("first batch", w -> w.records.members().values().stream().anyMatch(Member::leaving));
        assertThat(world.records.members().values().stream()
                        .filter(Member::leaving)
                        .map(Member::name))
                .containsExactlyInAnyOrder("es-default-7", "es-default-6", "es-default-5");
        world.until(
                "next batch",
                w -> w.member("es-default-5") == null
                        && w.records.members().values().stream().anyMatch(Member::leaving));
        assertThat(world.records.members().values().stream()
                        .filter(Member::leaving)
                        .map(Member::name))
                .containsExactly("es-default-4");
        world.untilSettledAt(4);
    }

    @Test
    void aTargetIsLoweredFurtherAndAScaleUpIsTakenBackBeforeItsMembersEverStarted() {
        World world = five();
        world.scale(4, false);
        world.pass(Duration.ofSeconds(2));
        world.scale(2, true);
        world.untilSettledAt(2);

        World small = new World(3, 3).untilSettledAt(3);
        small.scale(10, false);
        small.pass(Duration.ofSeconds(1));
        assertThat(small.records.members()).hasSize(10);
        small.scale(3, true);
        small.untilSettledAt(3);
    }

    @Test
    void leftOverExclusionsOfOursAreSweptAndForeignOnesAreLeftAlone() {
        World world = new World(3, 3).untilSettledAt(3);
        world.elasticsearch.excludes.add("es-default-7");
        world.elasticsearch.excludes.add("operators-node");
        world.elasticsearch.votingExclusions.add("es-default-7");
        world.pass(Duration.ofSeconds(3));
        assertThat(world.elasticsearch.excludes).containsExactly("operators-node");
        assertThat(world.elasticsearch.votingExclusions).isEmpty();

        world.elasticsearch.votingExclusions.add("operators-master");
        world.scale(2, true);
        world.pass(Duration.ofSeconds(30));
        assertThat(world.elasticsearch.votingExclusions).containsExactly("operators-master");
        assertThat(world.mesos.alive()).hasSize(3);
        assertThat(world.waits()).contains("foreign-voting-exclusion", "next-leaving");
    }

    @Test
    void theWholeClusterComesBackToItsHomesAfterAllTasksEnded() {
        World world = five();
        world.mesos.alive().forEach(task -> world.mesos.end(task, TaskState.FAILED, "power cut"));
        world.restart();
        world.untilSettledAt(5);
        world.mesos
                .alive()
                .forEach(task -> assertThat(task.ref.agent().id())
                        .isEqualTo(
                                world.member(task.member).home().orElseThrow().id()));
        assertThat(world.mesos.alive())
                .allSatisfy(
                        task -> assertThat(task.payload.initialMasterNodes()).isEmpty())
                .allSatisfy(task -> assertThat(task.payload.clusterUuid()).contains("cluster-uuid"));
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.agent;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.offers;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.update;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** A task has ended before anybody heard whether its node had joined a cluster, or formed it. */
class UnknownDataTest {

    @Test
    void theOnlyFounderIsNotMadeAnewWhereItCouldFormASecondCluster() {
        CoreTick core = launched(1);
        core.tick(1, update("es-default-0.1", TaskState.STARTING));
        core.tick(90, made("es-default-0.1", TaskState.UNREACHABLE));
        core.tick(90, made("es-default-0.1", TaskState.GONE_BY_OPERATOR));
        core.tick(600, offers(2, 3));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(core.waits()).contains("founder-unknown");

        core.tick(600, offers(1, 2, 3));
        assertThat(core.calls(Call.Launch.class).stream()
                        .map(launch -> launch.offer().agent()))
                .as("its agent is back")
                .containsExactly(agent(1));
        assertThat(core.waits()).doesNotContain("founder-unknown");
    }

    @Test
    void soWhenItsLaunchWasNeverConfirmed() {
        for (TaskState end : List.of(TaskState.GONE_BY_OPERATOR, TaskState.FAILED)) {
            CoreTick core = launched(1).tick(1, made("es-default-0.1", end));
            core.tick(600, offers(2));
            assertThat(core.calls(Call.Launch.class)).as(end.name()).isEmpty();
            assertThat(core.waits()).contains("founder-unknown");
        }
    }

    @Test
    void whenItsExecutorSaysThatItHasNothingItStartsAnywhere() {
        CoreTick core = launched(1);
        core.tick(1, update("es-default-0.1", TaskState.STARTING));
        core.tick(1, ended("es-default-0.1", HasData.NO));
        core.tick(1, offers(2));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void whenItsExecutorSaysThatItHasDataItReturnsToItThoughItNeverRan() {
        CoreTick core = launched(1);
        core.tick(1, update("es-default-0.1", TaskState.STARTING));
        core.tick(1, ended("es-default-0.1", HasData.YES));
        assertThat(founder(core).home()).contains(agent(1));
        assertThat(founder(core).data()).isEqualTo(HasData.YES);
        core.tick(600, offers(2));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
    }

    @Test
    void theExecutorsWordCountsAlsoAfterMesosHasCalledTheTaskEnded() {
        for (HasData told : List.of(HasData.YES, HasData.NO)) {
            CoreTick core = launched(1);
            core.tick(1, update("es-default-0.1", TaskState.STARTING));
            core.tick(1, made("es-default-0.1", TaskState.FAILED));
            assertThat(founder(core).data()).isEqualTo(HasData.UNKNOWN);
            core.tick(1, ended("es-default-0.1", told));
            assertThat(founder(core).data()).isEqualTo(told);
            assertThat(founder(core).home().isPresent()).isEqualTo(told == HasData.YES);
        }
    }

    @Test
    void anAgentThatNeverHeardOfAStartHasStartedNoNode() {
        CoreTick core = launched(1).tick(1, update("es-default-0.1", TaskState.FAILED));
        assertThat(founder(core).home()).isEmpty();
        core.tick(1, offers(2));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void aTaskThatNeverStartedSaysNothingOfWhatTheOneBeforeItLeft() {
        CoreTick core = launched(1);
        core.tick(1, update("es-default-0.1", TaskState.STARTING));
        core.tick(1, made("es-default-0.1", TaskState.FAILED));
        core.tick(600, offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
        core.tick(1, update("es-default-0.2", TaskState.DROPPED));
        assertThat(founder(core).home()).contains(agent(1));
        assertThat(founder(core).data()).isEqualTo(HasData.UNKNOWN);
        core.tick(600, offers(2));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
    }

    @Test
    void oneThatElasticsearchDoesNotMissIsMadeAnewSoon() {
        CoreTick core = oneOfThreeIsGone();
        core.tick(20, offers(4), new Input.Observed(look(core, true)));
        assertThat(core.calls(Call.Launch.class))
                .as("a look that was begun before its end says nothing")
                .isEmpty();
        core.tick(11, new Input.Observed(look(core, true)));
        assertThat(core.records.members().get("es-default-2").home()).isEmpty();
        core.tick(1, offers(5));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void oneThatMayHaveTheLastCopyOfAShardIsWaitedFor() {
        CoreTick core = oneOfThreeIsGone();
        core.tick(600, offers(4), new Input.Observed(look(core, false)));
        core.tick(1, offers(5));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(core.waits()).contains("replace-unsafe");
    }

    @Test
    void aFounderWhoseTaskMesosHasLostSightOfIsToldOf() {
        CoreTick core = launched(1);
        core.tick(1, update("es-default-0.1", TaskState.STARTING));
        core.tick(1, unknown("es-default-0.1"));
        pass(core, 84);
        assertThat(core.waits()).doesNotContain("founder-unknown");
        pass(core, 2);
        assertThat(core.waits()).contains("founder-unknown");
    }

    @Test
    void aTaskThatComesBackToItIsItsOwnAgain() {
        CoreTick core = launched(1);
        pass(core, 31);
        core.tick(1, unknown("es-default-0.1"));
        pass(core, 120);
        core.tick(1, unknown("es-default-0.1"));
        assertThat(core.records.abandoned()).containsKey("es-default-0.1");
        assertThat(founder(core).data()).isEqualTo(HasData.UNKNOWN);
        core.tick(60, answer("es-default-0.1", TaskState.STARTING), offers(1));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(founder(core).task().map(task -> task.id())).contains("es-default-0.1");
    }

    /** Second by second: after a gap Mesos' words are waited for anew. */
    private static void pass(CoreTick core, int seconds) {
        for (int i = 0; i < seconds; i++) {
            core.tick(1);
        }
    }

    /** Founders on the agents 1 to count. */
    private static CoreTick launched(int count) {
        CoreTick core = new CoreTick(count).subscribed();
        for (int i = 1; i <= count; i++) {
            core.tick(1, offers(i));
        }
        return core;
    }

    /** Two of three have formed the cluster, and of the third nobody knows. */
    private static CoreTick oneOfThreeIsGone() {
        CoreTick core = launched(3);
        for (int i = 1; i <= 3; i++) {
            core.tick(1, update("es-default-" + (i - 1) + "." + i, TaskState.STARTING));
        }
        for (int i = 1; i <= 2; i++) {
            core.tick(1, running("es-default-" + (i - 1) + "." + i));
        }
        core.tick(1, made("es-default-2.3", TaskState.GONE_BY_OPERATOR));
        assertThat(core.records.members().get("es-default-2").data()).isEqualTo(HasData.UNKNOWN);
        return core;
    }

    private static Member founder(CoreTick core) {
        return core.records.members().get("es-default-0");
    }

    /** By the master, without a word of the agent. */
    private static Input.Updated made(String taskId, TaskState state) {
        return said(taskId, state, Optional.empty(), "", Optional.empty());
    }

    private static Input.Updated answer(String taskId, TaskState state) {
        return said(taskId, state, Optional.empty(), "REASON_RECONCILIATION", Optional.empty());
    }

    private static Input.Updated unknown(String taskId) {
        return answer(taskId, TaskState.UNKNOWN);
    }

    private static Input.Updated ended(String taskId, HasData data) {
        return said(
                taskId,
                TaskState.FAILED,
                Optional.of("u"),
                "",
                Optional.of(new NodeReport(Optional.empty(), Optional.empty(), "h:1", "h:2", Optional.empty(), data)));
    }

    private static Input.Updated running(String taskId) {
        return said(
                taskId,
                TaskState.RUNNING,
                Optional.of("u"),
                "",
                Optional.of(new NodeReport(
                        Optional.of("n-" + taskId), Optional.of("uuid"), "h:1", "h:2", Optional.of("8.19.20"))));
    }

    private static Input.Updated said(
            String taskId, TaskState state, Optional<String> uuid, String reason, Optional<NodeReport> report) {
        return new Input.Updated(new TaskUpdate(
                taskId, state, Optional.of("agent1"), uuid, reason, "", Optional.empty(), report, CoreTick.START));
    }

    /** @param isThere whether the only copy of the only shard is on es-default-0, or missing */
    private static Known look(CoreTick core, boolean isThere) {
        ShardCopy copy = new ShardCopy(
                "logs",
                0,
                true,
                isThere ? ShardCopy.State.STARTED : ShardCopy.State.UNASSIGNED,
                isThere ? Optional.of("es-default-0") : Optional.empty(),
                Optional.empty(),
                isThere);
        return new Known(
                core.now,
                "uuid",
                isThere ? Health.GREEN : Health.RED,
                "es-default-0",
                List.of(node(0), node(1)),
                List.of(new Index("logs", 0, false)),
                List.of(copy),
                Set.of(),
                Set.of(),
                Set.of("id-0", "id-1"),
                0,
                0,
                0,
                Optional.of(ElasticsearchSpec.Replication.ALL));
    }

    private static Node node(int ordinal) {
        return new Node("id-" + ordinal, "es-default-" + ordinal, "", true, true, 0, 1, 2);
    }
}

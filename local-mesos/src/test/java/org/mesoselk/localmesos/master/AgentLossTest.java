package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** What the recordings 03 and 03c show of agents that go away, and come back. */
class AgentLossTest {

    private final Lab lab = new Lab();
    private final FakeAgent agent = lab.agent();

    private record Running(FakeScheduler scheduler, FrameworkInfo info, Task task) {}

    private Running running(FrameworkInfo.Builder info) {
        FakeScheduler scheduler = lab.subscribe(info);
        Offer offer = scheduler.offers().get(0);
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        TaskStatus status = agent.update(scheduler.frameworkId(), "t", TaskState.TASK_RUNNING);
        scheduler.acknowledge(status);
        lab.passSeconds(1);
        Framework framework = lab.core.cluster.frameworks.get(scheduler.frameworkId());
        scheduler.forget();
        return new Running(scheduler, framework.info, framework.tasks.get("t").toProto());
    }

    @Test
    void aBrokenLinkRescindsAtOnceAndNothingElseUntilThePingsTimeOut() {
        Running one = running(Lab.framework("f"));
        agent.breakLink();
        assertThat(one.scheduler().types()).containsExactly(Event.Type.RESCIND);
        one.scheduler().forget();
        lab.passSeconds(59);
        assertThat(one.scheduler().updates()).isEmpty();
        lab.passSeconds(31);
        assertThat(one.scheduler().types().stream().filter(type -> type != Event.Type.HEARTBEAT))
                .containsExactly(Event.Type.UPDATE, Event.Type.FAILURE);
        assertThat(one.scheduler().update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_UNREACHABLE);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_AGENT_REMOVED);
            assertThat(status.getMessage()).isEqualTo("health check timed out");
            assertThat(status.hasUnreachableTime()).isTrue();
            assertThat(status.hasUuid()).isFalse();
        });
        Event failure = one.scheduler().of(Event.Type.FAILURE).get(0);
        assertThat(failure.getFailure().getAgentId().getValue()).isEqualTo(agent.id());
        assertThat(failure.getFailure().hasExecutorId()).isFalse();
    }

    @Test
    void anAgentThatIsConnectedButSilentIsUnreachableToo() {
        Running one = running(Lab.framework("f"));
        agent.answersPings = false;
        lab.passSeconds(95);
        assertThat(one.scheduler().update().getState()).isEqualTo(TaskState.TASK_UNREACHABLE);
        assertThat(agent.closed).isTrue();
    }

    @Test
    void anAgentThatAnswersItsPingsStaysForEver() {
        Running one = running(Lab.framework("f"));
        lab.passSeconds(600);
        assertThat(one.scheduler().updates()).isEmpty();
    }

    @Test
    void backWithinTheTimeoutThereAreOnlyNewOffers() {
        Running one = running(Lab.framework("f"));
        agent.breakLink();
        lab.passSeconds(5);
        one.scheduler().forget();
        FakeAgent back = agent.again(List.of(one.info()), List.of(one.task()));
        lab.passSeconds(1);
        assertThat(back.id()).isEqualTo(agent.id());
        assertThat(one.scheduler().types()).containsExactly(Event.Type.OFFERS);
        assertThat(Lab.amount(one.scheduler().offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(3.5);
    }

    @Test
    void backAfterTheTimeoutTheTaskRunsAgain() {
        Running one = running(Lab.framework("f"));
        agent.breakLink();
        lab.passSeconds(95);
        one.scheduler().forget();
        agent.again(List.of(one.info()), List.of(one.task()));
        assertThat(one.scheduler().update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_AGENT_REREGISTERED);
            assertThat(status.getMessage()).isEqualTo("Unreachable agent re-reregistered");
            assertThat(status.hasUuid()).isFalse();
        });
        assertThat(one.scheduler().offers()).hasSize(1);
        one.scheduler().forget();
        one.scheduler().reconcile();
        assertThat(one.scheduler().update().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void withoutPartitionAwarenessTheTaskIsLost() {
        Running one = running(Lab.plain("p").setCheckpoint(true).setFailoverTimeout(60));
        agent.breakLink();
        lab.passSeconds(95);
        assertThat(one.scheduler().update().getState()).isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void withoutCheckpointingTheTaskIsLostWithTheLink() {
        Running one = running(Lab.framework("f").setCheckpoint(false));
        agent.breakLink();
        assertThat(one.scheduler().types()).containsExactly(Event.Type.RESCIND, Event.Type.UPDATE);
        assertThat(one.scheduler().update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_AGENT_DISCONNECTED);
            assertThat(status.getMessage()).isEqualTo("Agent 127.0.0.1 disconnected");
        });
        one.scheduler().forget();
        lab.passSeconds(95);
        assertThat(one.scheduler().types().stream().filter(type -> type != Event.Type.HEARTBEAT))
                .containsExactly(Event.Type.FAILURE);
    }

    @Test
    void anAgentThatUnregistersLosesItsTasksAtOnce() {
        Running one = running(Lab.framework("f"));
        agent.say(new ToMaster.Unregister());
        assertThat(one.scheduler().types()).containsExactly(Event.Type.UPDATE, Event.Type.RESCIND, Event.Type.FAILURE);
        assertThat(one.scheduler().update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_AGENT_REMOVED);
            assertThat(status.getMessage()).isEqualTo("Agent 127.0.0.1 removed: the agent unregistered");
            assertThat(status.hasUnreachableTime()).isFalse();
        });
    }

    @Test
    void aLaunchThatWasLostWithTheLinkIsDroppedWhenTheAgentIsBack() {
        FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
        Offer offer = scheduler.offers().get(0);
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        scheduler.forget();
        agent.breakLink();
        agent.again(List.of(), List.of());
        assertThat(scheduler.update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_DROPPED);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
        });
        assertThat(Lab.amount(scheduler.offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(4);
    }

    @Test
    void aKillWhileTheAgentWasAwayReachesItWhenItIsBack() {
        Running one = running(Lab.framework("f"));
        agent.breakLink();
        one.scheduler().kill("t");
        FakeAgent back = agent.again(List.of(one.info()), List.of(one.task()));
        assertThat(back.all(ToAgent.KillTasks.class))
                .singleElement()
                .satisfies(kill ->
                        assertThat(kill.taskIds()).containsExactly(one.task().getTaskId()));
    }

    @Test
    void aMarkedGoneAgentIsToldToEndAndNotTakenBack() {
        Running one = running(Lab.framework("f"));
        lab.core.loss.markedGone(lab.core.cluster.agents.get(agent.id()));
        assertThat(one.scheduler().update().getState()).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
        assertThat(agent.all(ToAgent.Shutdown.class)).hasSize(1);
        FakeAgent back = FakeAgent.register(
                lab.core, Lab.agentInfo().setId(one.task().getAgentId()).build());
        assertThat(back.all(ToAgent.Shutdown.class)).hasSize(1);
        assertThat(lab.core.cluster.agents).isEmpty();
    }
}

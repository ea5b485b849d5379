package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.Test;

/** The answers to RECONCILE, and to KILL of what is not there: facts 14 and 15 of the recordings. */
class ReconcileTest {

    private static final String ANOTHER_MASTERS_AGENT = "10e5a3bd-1b49-414a-91ab-b0e60c78ce9b-S7";

    private final Lab lab = new Lab();
    private final FakeAgent agent = lab.agent();

    private FakeScheduler running(FrameworkInfo.Builder info) {
        FakeScheduler scheduler = lab.subscribe(info);
        Offer offer = scheduler.offers().get(0);
        scheduler.launch(offer, 600, Lab.task("t", offer).build());
        agent.update(scheduler.frameworkId(), "t", TaskState.TASK_RUNNING);
        scheduler.forget();
        return scheduler;
    }

    private static void expect(FakeScheduler scheduler, TaskState state, String message) {
        TaskStatus status = scheduler.update();
        assertThat(status.getState()).isEqualTo(state);
        assertThat(status.getMessage()).isEqualTo("Reconciliation: " + message);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
        assertThat(status.getSource()).isEqualTo(TaskStatus.Source.SOURCE_MASTER);
        assertThat(status.hasUuid()).isFalse();
        scheduler.forget();
    }

    @Test
    void aKnownTaskIsAnsweredWithItsLatestState() {
        FakeScheduler scheduler = running(Lab.framework("f"));
        scheduler.reconcile("t", "");
        assertThat(scheduler.update().getAgentId().getValue()).isEqualTo(agent.id());
        assertThat(scheduler.update().hasExecutorId()).isFalse();
        expect(scheduler, TaskState.TASK_RUNNING, "Latest task state");
        scheduler.reconcile();
        expect(scheduler, TaskState.TASK_RUNNING, "Latest task state");
    }

    @Test
    void anUnknownTaskIsUnknownOrGoneFromTheAgentThatIsNamed() {
        FakeScheduler scheduler = running(Lab.framework("f"));
        scheduler.reconcile("x", "");
        assertThat(scheduler.update().hasAgentId()).isFalse();
        expect(scheduler, TaskState.TASK_UNKNOWN, "Task is unknown");
        scheduler.reconcile("x", "no-such-agent");
        assertThat(scheduler.update().getAgentId().getValue()).isEqualTo("no-such-agent");
        expect(scheduler, TaskState.TASK_UNKNOWN, "Task is unknown");
        scheduler.reconcile("x", agent.id());
        expect(scheduler, TaskState.TASK_GONE, "Task is unknown to the agent");
    }

    @Test
    void withoutPartitionAwarenessAllOfTheseAreLost() {
        FakeScheduler scheduler = running(Lab.plain("p"));
        scheduler.reconcile("x", "");
        expect(scheduler, TaskState.TASK_LOST, "Task is unknown");
        scheduler.reconcile("x", agent.id());
        expect(scheduler, TaskState.TASK_LOST, "Task is unknown to the agent");
        scheduler.kill("x");
        expect(scheduler, TaskState.TASK_LOST, "Task is unknown");
    }

    @Test
    void aTaskOnAnUnreachableAgentIsUnreachableWhereTheAgentIsNamed() {
        FakeScheduler scheduler = running(Lab.framework("f"));
        agent.breakLink();
        lab.passSeconds(95);
        scheduler.forget();
        scheduler.reconcile("t", agent.id());
        assertThat(scheduler.update().hasUnreachableTime()).isTrue();
        expect(scheduler, TaskState.TASK_UNREACHABLE, "Task is unreachable");
        scheduler.reconcile("t", "");
        expect(scheduler, TaskState.TASK_UNKNOWN, "Task is unknown");
        scheduler.forget();
        scheduler.reconcile();
        assertThat(scheduler.events).isEmpty();
        scheduler.kill("t");
        expect(scheduler, TaskState.TASK_UNREACHABLE, "Task is unreachable");
    }

    @Test
    void aMasterThatHasJustStartedIsSilentAboutAgentsThatMayStillComeBack() {
        FakeScheduler scheduler = running(Lab.framework("f"));
        scheduler.reconcile("x", ANOTHER_MASTERS_AGENT);
        assertThat(scheduler.events).isEmpty();
        lab.passSeconds(601);
        scheduler.forget();
        scheduler.reconcile("x", ANOTHER_MASTERS_AGENT);
        expect(scheduler, TaskState.TASK_UNKNOWN, "Task is unknown");
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.task;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** After a change of master, which does not know the agent yet: the launch of es-default-0 was stored a minute ago. */
class NoticeGapTest {

    private final CoreTick core = launching();

    @Test
    void aLaunchIsNotTakenForLostBecauseTheClockWasSetForward() {
        core.tick(112, CoreTick.offers(0, 1));
        assertThat(core.state(0)).isInstanceOf(MemberState.Launching.class);
        assertThat(core.calls(Call.Reconcile.class)).as("at once").contains(new Call.Reconcile(List.of(task(0))));
        everySecondUntil(84);
        assertThat(core.state(0)).isInstanceOf(MemberState.Launching.class);

        core.tick(1, answer(TaskState.RUNNING));
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
        assertThat(core.calls(Call.Launch.class)).isEmpty();
    }

    @Test
    void norBecauseItWasSetBackAndForthOrTheProcessWasStopped() {
        core.tick(-600);
        everySecondUntil(80);
        core.tick(600, answer(TaskState.UNKNOWN));
        everySecondUntil(84);
        assertThat(core.state(0)).isInstanceOf(MemberState.Launching.class);
    }

    @Test
    void itIsTakenForLostWhenMesosIsAskedAgainAfterAgentsHadTheTimeToReturnAndStillDoesNotKnowIt() {
        everySecondUntil(84);
        assertThat(core.state(0)).as("before").isInstanceOf(MemberState.Launching.class);
        Optional<Call.Reconcile> asked = Optional.empty();
        for (int i = 0; i < 40 && asked.isEmpty(); i++) {
            assertThat(core.state(0)).as("not upon an old answer").isInstanceOf(MemberState.Launching.class);
            core.tick(1);
            asked = core.calls(Call.Reconcile.class).stream().findFirst();
        }
        assertThat(asked).contains(new Call.Reconcile(List.of(task(0))));
        core.tick(1, answer(TaskState.UNKNOWN));
        assertThat(core.state(0)).isInstanceOf(MemberState.Pending.class);
    }

    /** Mesos answers in the next second that it does not know the task. */
    private void everySecondUntil(int seconds) {
        for (int i = 0; i < seconds; i++) {
            boolean isAsked = !core.calls(Call.Reconcile.class).isEmpty();
            core.tick(1, isAsked ? answer(TaskState.UNKNOWN) : new Input.Timer());
        }
    }

    private static CoreTick launching() {
        CoreTick core = CoreTick.running(1);
        core.records = core.records.with(CoreTick.member(0, new MemberState.Launching(task(0))));
        return core.subscribed().tick(1, answer(TaskState.UNKNOWN));
    }

    private static Input.Updated answer(TaskState state) {
        return new Input.Updated(new TaskUpdate(
                task(0).id(),
                state,
                Optional.of("agent0"),
                Optional.empty(),
                "REASON_RECONCILIATION",
                "",
                Optional.empty(),
                Optional.empty(),
                CoreTick.START));
    }
}

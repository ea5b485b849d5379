package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.offers;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

class AgentBackOffTest {

    /** One member, whose task was launched on agent 1 and has not run. */
    private final CoreTick core = new CoreTick(1).subscribed().tick(1, offers(1));

    private String task() {
        return core.records.members().get("es-default-0").task().orElseThrow().id();
    }

    private Input.Updated ended(TaskState state, String reason) {
        return new Input.Updated(new TaskUpdate(
                task(),
                state,
                Optional.of("agent1"),
                Optional.of("u"),
                reason,
                "no suitable JDK",
                Optional.empty(),
                Optional.empty(),
                CoreTick.START));
    }

    @Test
    void anAgentOnWhichATaskFailedBeforeItRanIsAvoidedAndTheNextFailureDoublesThat() {
        core.tick(1, ended(TaskState.FAILED, "REASON_COMMAND_EXECUTOR_FAILED"), offers(1));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(core.waits()).contains("agent-back-off");
        core.tick(29, offers(1));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        core.tick(1, offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);

        core.tick(1, ended(TaskState.FAILED, ""));
        core.tick(59, offers(1));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        core.tick(1, offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void anotherAgentServesAtOnce() {
        core.tick(1, ended(TaskState.FAILED, ""), offers(1, 2));
        assertThat(core.calls(Call.Launch.class).stream()
                        .map(launch -> launch.offer().agent().id()))
                .containsExactly("agent2");
    }

    @Test
    void aSchedulerThatRestartsStillAvoidsIt() {
        core.tick(1, ended(TaskState.FAILED, ""));
        core.memory = Memory.initial(core.now);
        core.subscribed().tick(5, offers(1));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(core.waits()).contains("agent-back-off");
        core.tick(30, offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void oneFailureIsForgottenForEachQuietTenMinutes() {
        core.records = core.records.with(new AgentFailures("agent7", "host7", 2, core.now, "disk full"));
        core.tick(600);
        assertThat(core.records.agents()).containsKey("agent7");
        core.tick(599);
        assertThat(core.records.agents()).containsKey("agent7");
        core.tick(1);
        assertThat(core.records.agents()).isEmpty();
    }

    @Test
    void whatIsNotTheAgentsFaultIsNotHeldAgainstIt() {
        core.tick(1, ended(TaskState.GONE, "REASON_RECONCILIATION"));
        assertThat(core.records.agents()).isEmpty();
        core.tick(1, offers(1));
        core.tick(1, ended(TaskState.ERROR, "REASON_TASK_INVALID"));
        assertThat(core.records.agents()).isEmpty();
    }

    @Test
    void anExecutorThatEndedBeforeItsTaskRanIsHeldAgainstTheAgentHoweverMesosCallsIt() {
        core.tick(1, ended(TaskState.GONE, "REASON_EXECUTOR_TERMINATED"));
        assertThat(core.records.agents()).containsKey("agent1");
    }

    @Test
    void atMostTwoHundredAgentsAreRememberedAndTheOldestGoes() {
        for (int i = 0; i < 200; i++) {
            core.records = core.records.with(
                    new AgentFailures("other" + i, "h", 5, core.now.minusSeconds(i == 17 ? 1000 : 10), "disk full"));
        }
        core.tick(1, ended(TaskState.FAILED, ""));
        assertThat(core.records.agents()).hasSize(200).containsKey("agent1").doesNotContainKey("other17");
    }

    @Test
    void aTaskThatHadRunSaysNothingOfItsAgent() {
        core.tick(1, CoreTick.update(task(), TaskState.RUNNING));
        core.tick(1, CoreTick.update(task(), TaskState.FAILED));
        assertThat(core.records.agents()).isEmpty();
        assertThat(core.records.members().get("es-default-0").home().map(AgentRef::id))
                .contains("agent1");
    }
}

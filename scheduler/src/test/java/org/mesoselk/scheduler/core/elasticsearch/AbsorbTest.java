package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.task;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.update;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

class AbsorbTest {

    @Test
    void theFirstFrameworkIdIsRecorded() {
        CoreTick core = new CoreTick(3).subscribed();
        assertThat(core.records.frameworkId()).contains("framework-1");
    }

    @Test
    void anotherFrameworkIdThanTheRecordedOneIsNotAdoptedAndNothingIsDone() {
        CoreTick core = CoreTick.running(3);
        core.tick(0, new Input.Subscribed("framework-2"), CoreTick.offers(7), update(task(0).id(), TaskState.FAILED));
        assertThat(core.records.frameworkId()).contains("framework-1");
        assertThat(core.last.calls()).isEmpty();
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
        assertThat(core.last.waits()).first().satisfies(wait -> {
            assertThat(wait.name()).isEqualTo("not-subscribed");
            assertThat(wait.sentence()).contains("framework-2", "framework-1");
        });
    }

    @Test
    void withoutASubscriptionNothingIsSentToMesos() {
        CoreTick core = CoreTick.running(3).settled();
        core.tick(1, new Input.Disconnected("connection reset"), CoreTick.offers(1));
        assertThat(core.last.calls()).isEmpty();
        assertThat(core.memory.offers()).isEmpty();
        assertThat(core.last.waits().get(0).sentence()).contains("connection reset");
    }

    @Test
    void credentialsThatAMasterDoesNotTakeAreAWaitOfTheirOwnUntilItDoes() {
        CoreTick core = CoreTick.running(3).settled();
        core.tick(1, new Input.Refused("check --mesos-secret-file"), CoreTick.offers(1));
        assertThat(core.last.calls()).isEmpty();
        assertThat(core.last.waits()).first().satisfies(wait -> {
            assertThat(wait.name()).isEqualTo("credentials-refused");
            assertThat(wait.sentence()).contains("check --mesos-secret-file");
        });
        core.tick(1, new Input.Disconnected("connection refused"));
        assertThat(core.last.waits().get(0).name()).isEqualTo("not-subscribed");
    }

    @Test
    void onlyUpdatesWithAUuidAndAnAgentAreAcknowledged() {
        CoreTick core = CoreTick.running(1).subscribed();
        core.tick(0, update(task(0).id(), TaskState.RUNNING));
        assertThat(core.calls(Call.Acknowledge.class))
                .containsExactly(new Call.Acknowledge(task(0).id(), "agent0", "uuid-RUNNING"));
        core.tick(0, bare(task(0).id(), TaskState.RUNNING, Optional.of("agent0")));
        assertThat(core.calls(Call.Acknowledge.class)).isEmpty();
    }

    @Test
    void theStatusOfAnUnknownTaskIsAcknowledgedAndTheTaskIsListedButNeverKilled() {
        CoreTick core = CoreTick.running(1).settled();
        core.tick(0, update("somebodys-task", TaskState.RUNNING));
        assertThat(core.calls(Call.Acknowledge.class)).hasSize(1);
        assertThat(core.calls(Call.Kill.class)).isEmpty();
        assertThat(core.waits()).contains("foreign-task");
        core.tick(0, update("somebodys-task", TaskState.FINISHED));
        assertThat(core.waits()).doesNotContain("foreign-task");
    }

    @Test
    void aMemberIsNotLaunchedWhileAnEarlierTaskOfItsNameIsAlive() {
        CoreTick core = new CoreTick(1).subscribed();
        core.tick(1, update("es-default-0.7", TaskState.RUNNING), CoreTick.offers(1));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        core.tick(1, update("es-default-0.7", TaskState.KILLED), CoreTick.offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void lateAndDoubledUpdatesChangeNothing() {
        CoreTick core = CoreTick.running(1).settled();
        core.tick(1, update(task(0).id(), TaskState.STARTING), update(task(0).id(), TaskState.STAGING));
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
        core.tick(1, update(task(0).id(), TaskState.FAILED));
        MemberState ended = core.state(0);
        core.tick(1, update(task(0).id(), TaskState.FAILED), update(task(0).id(), TaskState.RUNNING));
        assertThat(core.state(0)).isEqualTo(ended);
        assertThat(core.records.members().get("es-default-0").failures()).isEqualTo(1);
    }

    @Test
    void allTasksAreAskedForAfterEachSubscriptionUntilMesosHasSpokenOfEach() {
        CoreTick core = CoreTick.running(2).subscribed();
        assertThat(core.calls(Call.Reconcile.class))
                .containsExactly(new Call.Reconcile(List.of(task(0), task(1))), new Call.Reconcile(List.of()));
        core.tick(1, update(task(0).id(), TaskState.RUNNING));
        assertThat(core.calls(Call.Reconcile.class)).isEmpty();
        assertThat(core.waits()).contains("reconciling");
        core.tick(1);
        assertThat(core.calls(Call.Reconcile.class)).containsExactly(new Call.Reconcile(List.of(task(1))));
        core.tick(2);
        assertThat(core.calls(Call.Reconcile.class)).isEmpty();
        core.tick(2);
        assertThat(core.calls(Call.Reconcile.class)).hasSize(1);
        core.tick(1, update(task(1).id(), TaskState.RUNNING));
        core.tick(600);
        assertThat(core.calls(Call.Reconcile.class)).isEmpty();
        assertThat(core.waits()).doesNotContain("reconciling");
    }

    @Test
    void allTasksThatMesosKnowsAreAskedForEveryQuarterOfAnHour() {
        CoreTick core = CoreTick.running(1).settled();
        core.tick(899);
        assertThat(core.calls(Call.Reconcile.class)).isEmpty();
        core.tick(1);
        assertThat(core.calls(Call.Reconcile.class))
                .as("what we know and what Mesos knows")
                .containsExactly(new Call.Reconcile(List.of(task(0))), new Call.Reconcile(List.of()));
    }

    @Test
    void nothingIsLaunchedBeforeMesosHasSpokenOrThirtySecondsHavePassed() {
        CoreTick core = CoreTick.running(2);
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(3));
        core.subscribed().tick(1, update(task(0).id(), TaskState.RUNNING), CoreTick.offers(9));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(core.calls(Call.Decline.class))
                .containsExactly(new Call.Decline(List.of("offer9"), Duration.ofSeconds(5)));
        core.tick(29, CoreTick.offers(9));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void aLaunchThatNeverArrivedIsMadeAgain() {
        CoreTick core = new CoreTick(1).subscribed();
        core.tick(1, CoreTick.offers(1));
        String task =
                core.records.members().get("es-default-0").task().orElseThrow().id();
        core.tick(29);
        assertThat(core.calls(Call.Reconcile.class)).isEmpty();
        core.tick(1);
        assertThat(core.calls(Call.Reconcile.class)).hasSize(1);
        core.tick(1, bare(task, TaskState.GONE, Optional.of("agent1")));
        assertThat(core.state(0)).isInstanceOf(MemberState.Pending.class);
    }

    @Test
    void aLaunchWhoseCallFailedIsAskedForAtOnce() {
        CoreTick core = new CoreTick(1).subscribed();
        core.tick(1, CoreTick.offers(1));
        core.tick(1, new Input.CallFailed(core.calls(Call.Launch.class).get(0), "timed out"));
        assertThat(core.calls(Call.Reconcile.class)).hasSize(1);
        assertThat(core.calls(Call.Decline.class))
                .as("Mesos may still hold the offer out to us")
                .containsExactly(new Call.Decline(List.of("offer1"), Duration.ofSeconds(1)));
        assertThat(core.state(0)).isInstanceOf(MemberState.Launching.class);
    }

    @Test
    void aTaskThatMesosDoesNotKnowIsAskedForAgainAndNotReplaced() {
        CoreTick core = CoreTick.running(1).subscribed();
        core.tick(1, bare(task(0).id(), TaskState.UNKNOWN, Optional.empty()));
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
        assertThat(core.waits()).contains("task-unknown");
        core.tick(2);
        assertThat(core.calls(Call.Reconcile.class)).containsExactly(new Call.Reconcile(List.of(task(0))));
        core.tick(900, bare(task(0).id(), TaskState.UNKNOWN, Optional.empty()));
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
        core.tick(1, update(task(0).id(), TaskState.RUNNING));
        assertThat(core.waits()).doesNotContain("task-unknown");
    }

    @Test
    void anUnreachableTaskIsWaitedForAndComesBack() {
        CoreTick core = CoreTick.running(1).settled();
        core.tick(1, update(task(0).id(), TaskState.UNREACHABLE));
        assertThat(core.waits()).contains("task-unreachable");
        core.tick(9000, CoreTick.offers(1, 2));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        core.tick(1, update(task(0).id(), TaskState.RUNNING));
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
    }

    @Test
    void aLateWordOfATaskThatEndedLongAgoIsCheckedAndForgottenAgain() {
        CoreTick core = new CoreTick(1).subscribed();
        core.tick(1, update("es-default-0.7", TaskState.RUNNING));
        assertThat(core.calls(Call.Reconcile.class).get(0).tasks().stream().map(TaskRef::id))
                .containsExactly("es-default-0.7");
        core.tick(1, bare("es-default-0.7", TaskState.GONE, Optional.of("agent0")), CoreTick.offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void aLateWordOfATaskThatWasGivenUpDoesNotBringItBack() {
        CoreTick core = givenUp();
        core.tick(1, update(task(0).id(), TaskState.RUNNING));
        assertThat(core.state(0)).isInstanceOf(MemberState.Pending.class);
        assertThat(core.calls(Call.Reconcile.class)).containsExactly(new Call.Reconcile(List.of(task(0))));
        core.tick(1, bare(task(0).id(), TaskState.UNREACHABLE, Optional.of("agent0")), CoreTick.offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
        assertThat(core.records.abandoned()).containsOnlyKeys(task(0).id());
    }

    @Test
    void aTaskThatWasGivenUpIsTakenBackWhenMesosSaysThatItLives() {
        CoreTick core = givenUp();
        core.tick(1, update(task(0).id(), TaskState.RUNNING), CoreTick.offers(1));
        assertThat(core.calls(Call.Launch.class)).as("until Mesos has answered").isEmpty();
        core.tick(1, bare(task(0).id(), TaskState.RUNNING, Optional.of("agent0")), CoreTick.offers(1));
        assertThat(core.state(0)).isEqualTo(new MemberState.Running(task(0), true));
        assertThat(core.records.members().get("es-default-0").home()).contains(CoreTick.agent(0));
        assertThat(core.records.abandoned()).isEmpty();
        assertThat(core.calls(Call.Launch.class)).isEmpty();
    }

    @Test
    void aTaskThatWasGivenUpIsForgottenWhenMesosSaysThatItEnded() {
        for (TaskState state : TaskState.values()) {
            CoreTick core = givenUp();
            core.tick(1, bare(task(0).id(), state, Optional.of("agent0")));
            boolean keeps = state.meaning() == TaskState.Meaning.PERHAPS;
            boolean adopted = state.meaning() == TaskState.Meaning.ALIVE && state != TaskState.KILLING;
            assertThat(core.records.abandoned().isEmpty())
                    .as(state.toString())
                    .isEqualTo(!keeps && (adopted || state.meaning() == TaskState.Meaning.ENDED));
            assertThat(core.waits()).doesNotContain("foreign-task");
        }
    }

    @Test
    void aTaskThatWasGivenUpIsAskedForAtEachSubscriptionUntilMesosHasAnswered() {
        CoreTick core = givenUp();
        core.subscribed();
        assertThat(core.calls(Call.Reconcile.class).get(0)).isEqualTo(new Call.Reconcile(List.of(task(0))));
        core.tick(2);
        assertThat(core.calls(Call.Reconcile.class)).containsExactly(new Call.Reconcile(List.of(task(0))));
        core.tick(1, bare(task(0).id(), TaskState.UNREACHABLE, Optional.of("agent0")));
        core.tick(60);
        assertThat(core.calls(Call.Reconcile.class)).isEmpty();
    }

    @Test
    void anAgentThatOffersAgainIsAskedForWhatWasGivenUpOnItBeforeAnythingIsLaunched() {
        CoreTick core = givenUp();
        core.tick(1, CoreTick.offers(0, 1));
        assertThat(core.calls(Call.Reconcile.class)).containsExactly(new Call.Reconcile(List.of(task(0))));
        assertThat(core.calls(Call.Launch.class)).as("until Mesos has answered").isEmpty();

        core.tick(1, bare(task(0).id(), TaskState.RUNNING, Optional.of("agent0")), CoreTick.offers(1));
        assertThat(core.state(0)).isEqualTo(new MemberState.Running(task(0), true));
        assertThat(core.calls(Call.Launch.class)).isEmpty();
    }

    @Test
    void anAgentIsAskedEachTimeThatItComesBackAndNotWithEachOffer() {
        CoreTick core = givenUp();
        core.tick(1, CoreTick.offers(0));
        core.tick(1, bare(task(0).id(), TaskState.UNREACHABLE, Optional.of("agent0")));
        core.tick(1, new Input.AgentLost("agent0"), CoreTick.offers(0));
        assertThat(core.calls(Call.Reconcile.class)).containsExactly(new Call.Reconcile(List.of(task(0))));
        assertThat(core.calls(Call.Launch.class)).isEmpty();

        core.tick(1, bare(task(0).id(), TaskState.UNREACHABLE, Optional.of("agent0")));
        core.tick(1, CoreTick.offers(0));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void anExecutorThatWasStoppedForAWhileIsUnwellAndThenWellAndNothingElseHappens() {
        CoreTick core = CoreTick.running(1).settled();
        core.tick(30, healthy(false), CoreTick.offers(1, 2));
        assertThat(core.state(0)).isEqualTo(new MemberState.Running(task(0), false));
        core.tick(7200, healthy(false), CoreTick.offers(1, 2));
        assertThat(core.last.calls()).noneMatch(call -> call instanceof Call.Launch || call instanceof Call.Kill);
        core.tick(1, healthy(true));
        assertThat(core.state(0)).isEqualTo(new MemberState.Running(task(0), true));
        assertThat(core.records.abandoned()).isEmpty();
    }

    /** A member without data anywhere, whose former task may live on an agent out of sight. */
    private static CoreTick givenUp() {
        CoreTick core = CoreTick.running(1);
        core.records = core.records
                .with(CoreTick.member(0, new MemberState.Pending(CoreTick.START, CoreTick.START)))
                .with(new Abandoned("es-default-0", task(0), CoreTick.START));
        return core.subscribed().tick(0, bare(task(0).id(), TaskState.UNREACHABLE, Optional.of("agent0")));
    }

    private static Input.Updated healthy(boolean healthy) {
        return new Input.Updated(new TaskUpdate(
                task(0).id(),
                TaskState.RUNNING,
                Optional.of("agent0"),
                Optional.of("u"),
                "",
                "",
                Optional.of(healthy),
                Optional.empty(),
                CoreTick.START));
    }

    @Test
    void aFailedCallToElasticsearchIsToldUntilItIsNoLongerNeeded() {
        CoreTick core = CoreTick.running(1).settled();
        core.tick(1, new Input.CallFailed(new Call.ClearVotingExclusions(), "503"));
        assertThat(core.waits()).contains("elasticsearch-call-failed");
    }

    private static Input.Updated bare(String taskId, TaskState state, Optional<String> agent) {
        return new Input.Updated(new TaskUpdate(
                taskId,
                state,
                agent,
                Optional.empty(),
                "REASON_RECONCILIATION",
                "",
                Optional.empty(),
                Optional.empty(),
                CoreTick.START));
    }
}

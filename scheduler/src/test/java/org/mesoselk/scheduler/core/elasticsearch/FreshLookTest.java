package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.task;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.update;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;

/** es-default-1 is leaving, drained and excluded: only a look of the very tick lets it be killed. */
class FreshLookTest {

    private final CoreTick core = leaving();

    @Test
    void aSafeLookOfAnEarlierTickDoesNotKill() {
        core.tick(0, new Input.Subscribed("framework-1"), new Input.Observed(safe("uuid")));
        assertThat(core.calls(Call.Kill.class)).as("Mesos has not yet spoken").isEmpty();

        core.tick(1, update(task(0).id(), TaskState.RUNNING), update(task(1).id(), TaskState.RUNNING));
        assertThat(core.calls(Call.Kill.class)).isEmpty();
        assertThat(core.waits()).contains("elasticsearch-unknown");

        core.tick(1, new Input.Observed(safe("uuid")));
        assertThat(core.calls(Call.Kill.class))
                .containsExactly(new Call.Kill(task(1).id(), "agent1", core.settings.killGrace()));
        assertThat(core.state(1)).isInstanceOf(MemberState.Stopping.class);
    }

    @Test
    void aLookThatLayAboutWhileTheProcessWasStoppedDoesNotKill() {
        core.settled();
        ElasticsearchView.Known seenBefore = safe("uuid");
        core.tick(60, new Input.Observed(seenBefore));
        assertThat(core.last.calls()).noneMatch(call -> call instanceof Call.Kill);
        assertThat(core.waits()).contains("elasticsearch-unknown");

        core.tick(1, new Input.Observed(safe("uuid")));
        assertThat(core.calls(Call.Kill.class)).hasSize(1);
    }

    @Test
    void whoseCopiesASearchMayStillUseStopsWhenThatHasEndedAndNotForLaterOnes() {
        core.settled();
        searched(1, Optional.of(Set.of("n1:7", "n2:7")));
        assertThat(core.last.calls()).noneMatch(call -> call instanceof Call.Kill);
        assertThat(core.waits()).contains("searching");

        searched(1, Optional.of(Set.of("n1:7", "n1:8", "n2:9")));
        assertThat(core.calls(Call.Kill.class)).isEmpty();
        assertThat(core.waits()).contains("searching");

        searched(1, Optional.of(Set.of("n1:8", "n2:9")));
        assertThat(core.calls(Call.Kill.class)).hasSize(1);
    }

    @Test
    void aClockThatIsSetDoesNotMakeASearchYounger() {
        core.settled();
        searched(1, Optional.of(Set.of("n1:7")));
        searched(14, Optional.of(Set.of("n1:7")));
        searched(-14, Optional.of(Set.of("n1:7")));
        assertThat(core.calls(Call.Kill.class)).isEmpty();
    }

    @Test
    void whenALookCouldNotTellWhoSearchesThoseOfTheNextAreWaitedFor() {
        core.settled();
        searched(1, Optional.empty());
        assertThat(core.calls(Call.Kill.class)).isEmpty();

        searched(1, Optional.of(Set.of("n1:7")));
        searched(1, Optional.empty());
        assertThat(core.calls(Call.Kill.class)).as("not told is not ended").isEmpty();

        searched(1, Optional.of(Set.of("n1:8")));
        assertThat(core.calls(Call.Kill.class)).hasSize(1);
    }

    @Test
    void aSearchThatDoesNotEndIsWaitedForAMinute() {
        core.settled();
        for (int second = 0; second < 60; second++) {
            searched(1, Optional.empty());
            assertThat(core.calls(Call.Kill.class)).as("after %d s", second).isEmpty();
        }
        searched(1, Optional.empty());
        assertThat(core.calls(Call.Kill.class)).hasSize(1);
    }

    @Test
    void theMinuteBeginsAnewWhenWhoLeavesGetsACopyAgain() {
        core.settled();
        searched(1, Optional.empty());
        core.tick(1, new Input.Observed(unsafe()));
        assertThat(core.waits()).contains("cluster-red");
        for (int second = 2; second <= 61; second++) {
            searched(1, Optional.empty());
            assertThat(core.calls(Call.Kill.class)).as("after %d s", second).isEmpty();
            assertThat(core.waits()).contains("searching");
        }
    }

    private void searched(int seconds, Optional<Set<String>> searches) {
        core.tick(seconds, new Input.Observed(view("uuid", ElasticsearchView.Health.GREEN, searches)));
    }

    @Test
    void aLookThatWasFollowedByAnUnknownOneDoesNotKill() {
        core.settled()
                .tick(
                        1,
                        new Input.Observed(safe("uuid")),
                        new Input.Observed(new ElasticsearchView.Unknown(core.now, "timed out")));
        assertThat(core.calls(Call.Kill.class)).isEmpty();
    }

    @Test
    void aLookAtAnotherClusterKillsAndChangesNothing() {
        core.settled().tick(1, new Input.Observed(safe("another")));
        assertThat(core.last.calls()).isEmpty();
        assertThat(core.waits()).contains("foreign-cluster");
        assertThat(core.records.cluster().uuid()).contains("uuid");
    }

    @Test
    void aStrangersClusterAtTheAddressOfAMemberThatStartsIsNotTakenForOurs() {
        CoreTick starting = new CoreTick(1);
        starting.records = starting.records
                .withFrameworkId("framework-1")
                .with(CoreTick.member(0, new MemberState.Starting(task(0))));
        starting.subscribed().tick(0, update(task(0).id(), TaskState.STARTING));
        starting.tick(1, new Input.Observed(safe("of another installation, whose nodes have the same names")));
        assertThat(starting.records.cluster().uuid()).isEmpty();
    }

    @Test
    void aMemberOfWhichMesosHasNotSpokenIsNotKilledEvenAfterThirtySeconds() {
        core.subscribed();
        core.tick(40, update(task(0).id(), TaskState.RUNNING), new Input.Observed(safe("uuid")));
        assertThat(core.calls(Call.Kill.class)).isEmpty();
    }

    private static CoreTick leaving() {
        CoreTick core = CoreTick.running(2);
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(1));
        core.records = core.records.with(
                core.records.members().get("es-default-1").with(new Member.Goal.Leave("scale-2", CoreTick.START)));
        core.records = core.records.with(Scale.operation(core.records, CoreTick.START));
        return core;
    }

    private ElasticsearchView.Known safe(String uuid) {
        return view(uuid, ElasticsearchView.Health.GREEN, Optional.of(Set.of()));
    }

    private ElasticsearchView.Known unsafe() {
        return view("uuid", ElasticsearchView.Health.RED, Optional.of(Set.of()));
    }

    private ElasticsearchView.Known view(String uuid, ElasticsearchView.Health health, Optional<Set<String>> searches) {
        return new ElasticsearchView.Known(
                core.now,
                uuid,
                health,
                "es-default-0",
                List.of(node("es-default-0"), node("es-default-1")),
                List.of(),
                List.of(),
                Set.of("es-default-1"),
                Set.of("es-default-1"),
                Set.of("id-es-default-0"),
                0,
                0,
                0,
                Optional.of(ElasticsearchSpec.Replication.ALL),
                searches);
    }

    private static ElasticsearchView.Node node(String name) {
        return new ElasticsearchView.Node("id-" + name, name, "", true, true, 0, 1, 2);
    }
}

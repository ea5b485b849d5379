package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** From two to one: es-default-1 leaves, is excluded, and holds all. The host of es-default-0 is marked as gone. */
class LetStayTest {

    private static final Set<String> LEAVING = Set.of("es-default-1");

    private final CoreTick core = hostIsGone();

    @Test
    void theLastOneThatCouldTakeANewIndexStaysAfterAllAndIsNoLongerExcluded() {
        newIndexIsRed();
        assertThat(member(1).leaving()).isFalse();
        assertThat(core.calls(Call.SetAllocationExcludes.class))
                .containsExactly(new Call.SetAllocationExcludes(Set.of()));
        assertThat(core.calls(Call.ClearVotingExclusions.class)).hasSize(1);
    }

    @Test
    void thenTheLostOneIsMadeAnewAndTheOtherLeavesWhenThatOneIsThere() {
        newIndexIsRed();
        look(Health.GREEN, List.of("es-default-1"), Set.of(), Looked.primary("new", "es-default-1"));
        assertThat(member(0).home()).isEmpty();
        assertThat(member(1).leaving()).isFalse();
        assertThat(core.waits()).contains("next-leaving");

        core.records = core.records.with(
                member(0).with(new MemberState.Running(CoreTick.task(0), true)).withHome(CoreTick.agent(0)));
        look(Health.GREEN, List.of("es-default-1", "es-default-0"), Set.of(), Looked.primary("new", "es-default-1"));
        assertThat(member(1).leaving()).isTrue();
    }

    @Test
    void itGoesOnLeavingWhileNoPrimaryIsMissing() {
        look(Health.YELLOW, List.of("es-default-1"), LEAVING, Looked.primary("old", "es-default-1"));
        assertThat(member(1).leaving()).isTrue();
    }

    @Test
    void itGoesOnLeavingWhileAnotherNodeCanTakeShards() {
        look(
                Health.RED,
                List.of("es-default-1", "es-default-2"),
                LEAVING,
                Looked.primary("old", "es-default-1"),
                Looked.missingPrimary("new"));
        assertThat(member(1).leaving()).isTrue();
    }

    @Test
    void oneThatHasBeenToldToStopDoesNotStay() {
        core.records = core.records.with(member(1).with(new MemberState.Stopping(CoreTick.task(1), CoreTick.START)));
        newIndexIsRed();
        assertThat(member(1).leaving()).isTrue();
        assertThat(core.state(1)).isInstanceOf(MemberState.Stopping.class);
    }

    @Test
    void nobodyBeginsToLeaveWhenNobodyWouldBeLeft() {
        core.records = core.records.with(member(1).with(new Member.Goal.Stay()));
        look(Health.GREEN, List.of("es-default-1"), Set.of(), Looked.primary("old", "es-default-1"));
        assertThat(member(1).leaving()).isFalse();
        assertThat(core.waits()).contains("next-leaving");
    }

    private void newIndexIsRed() {
        look(
                Health.RED,
                List.of("es-default-1"),
                LEAVING,
                Looked.primary("old", "es-default-1"),
                Looked.missingPrimary("new"));
    }

    private void look(Health health, List<String> nodes, Set<String> excluded, ShardCopy... copies) {
        core.tick(1, new Input.Observed(Looked.at(core.now.plusSeconds(1), health, nodes, excluded, copies)));
    }

    private Member member(int ordinal) {
        return core.records.members().get("es-default-" + ordinal);
    }

    private static CoreTick hostIsGone() {
        CoreTick core = CoreTick.running(2).settled();
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(1));
        core.records = core.records.with(core.records
                .members()
                .get("es-default-0")
                .with(new MemberState.Pending(CoreTick.START, CoreTick.START, true)));
        core.records = core.records.with(
                core.records.members().get("es-default-1").with(new Member.Goal.Leave("scale-2", CoreTick.START)));
        core.records = core.records.with(Scale.operation(core.records, CoreTick.START));
        return core;
    }
}

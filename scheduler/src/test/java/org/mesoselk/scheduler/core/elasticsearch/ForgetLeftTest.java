package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** es-default-1 was told to leave and has stopped; meanwhile es-default-0 had died and was without its newest documents. */
class ForgetLeftTest {

    private final CoreTick core = stopped();

    @Test
    void oneThatHasStoppedIsForgottenWhenEveryPrimaryIsThere() {
        core.tick(1, new Input.Observed(look(Health.YELLOW, 0)));
        assertThat(core.records.members()).doesNotContainKey("es-default-1");
    }

    @Test
    void oneThatHasStoppedIsKeptWhileAMissingPrimaryMayComeBackByItself() {
        core.tick(1, new Input.Observed(look(Health.RED, 0)));
        assertThat(core.waits()).as("a moment after").contains("cluster-red");
        core.tick(60, new Input.Observed(look(Health.RED, 1)));
        assertThat(core.waits()).as("while something recovers").contains("cluster-red");
        assertThat(core.state(1)).isInstanceOf(MemberState.Stopped.class);

        core.tick(1, new Input.Observed(look(Health.GREEN, 0)));
        assertThat(core.records.members()).doesNotContainKey("es-default-1");
    }

    @Test
    void oneThatHasStoppedComesBackToItsDataWhenNobodyElseHasWhatIsMissing() {
        core.tick(60, new Input.Observed(look(Health.RED, 0)));
        Member back = core.records.members().get("es-default-1");
        assertThat(back.state()).isInstanceOf(MemberState.Pending.class);
        assertThat(back.home()).contains(CoreTick.agent(1));
    }

    @Test
    void oneThatHasStoppedIsKeptWhenTheHealthWasAskedBeforeThePrimaryWentMissing() {
        core.tick(
                1,
                new Input.Observed(Looked.at(
                        core.now.plusSeconds(1),
                        Health.GREEN,
                        List.of("es-default-0"),
                        Set.of(),
                        Looked.missingPrimary("logs"))));
        assertThat(core.state(1)).isInstanceOf(MemberState.Stopped.class);
        assertThat(core.waits()).contains("cluster-red");
    }

    private static CoreTick stopped() {
        CoreTick core = CoreTick.running(2);
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(1));
        core.records = core.records.with(core.records
                .members()
                .get("es-default-1")
                .with(new Member.Goal.Leave("scale-2", CoreTick.START))
                .with(new MemberState.Stopped(CoreTick.START)));
        core.records = core.records.with(Scale.operation(core.records, CoreTick.START));
        return core.settled();
    }

    private Known look(Health health, int initializing) {
        return new Known(
                core.now.plusSeconds(60),
                "uuid",
                health,
                "es-default-0",
                List.of(new Node("id-es-default-0", "es-default-0", "", true, true, 0, 1, 2)),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of("id-es-default-0"),
                initializing,
                0,
                0,
                Optional.of(ElasticsearchSpec.Replication.ALL));
    }
}

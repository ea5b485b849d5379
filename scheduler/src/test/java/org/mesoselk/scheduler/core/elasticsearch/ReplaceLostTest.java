package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** es-default-1 is lost with its host, es-default-2 leaves, and it alone has what es-default-1 had too. */
class ReplaceLostTest {

    private static final MemberState LOST =
            new MemberState.Unreachable(CoreTick.task(1), CoreTick.START.minus(Duration.ofHours(1)));

    @Test
    void aCopyOnAMemberThatIsOnlyToLeaveCounts() {
        CoreTick core = lost(new MemberState.Running(CoreTick.task(2), true));
        assertThat(core.state(1)).isInstanceOf(MemberState.Pending.class);
        assertThat(core.records.members().get("es-default-1").home()).isEmpty();
        assertThat(core.records.abandoned()).containsOnlyKeys(CoreTick.task(1).id());
    }

    @Test
    void aCopyOnAMemberThatIsBeingStoppedDoesNotCount() {
        CoreTick core = lost(new MemberState.Stopping(CoreTick.task(2), CoreTick.START));
        assertThat(core.state(1)).isEqualTo(LOST);
        assertThat(core.waits()).contains("replace-unsafe");
    }

    @Test
    void aCopyOnAMemberThatHasStoppedDoesNotCount() {
        CoreTick core = lost(new MemberState.Stopped(CoreTick.START));
        assertThat(core.state(1)).isEqualTo(LOST);
        assertThat(core.waits()).contains("replace-unsafe");
    }

    @Test
    void aCopyOnASurplusTaskThatIsBeingStoppedDoesNotCount() {
        CoreTick core = CoreTick.running(2).settled();
        core.records =
                core.records.with(core.records.members().get("es-default-1").with(LOST));
        core.records = core.records.with(
                new Abandoned("es-default-2", CoreTick.task(2), CoreTick.START).stoppedAt(CoreTick.START));
        look(core);
        assertThat(core.state(1)).isEqualTo(LOST);
        assertThat(core.waits()).contains("replace-unsafe");
    }

    private static CoreTick lost(MemberState ofTheLeaving) {
        CoreTick core = CoreTick.running(3).settled();
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(2));
        core.records =
                core.records.with(core.records.members().get("es-default-1").with(LOST));
        core.records = core.records.with(core.records
                .members()
                .get("es-default-2")
                .with(new Member.Goal.Leave("scale-2", CoreTick.START))
                .with(ofTheLeaving));
        core.records = core.records.with(Scale.operation(core.records, CoreTick.START));
        return look(core);
    }

    private static CoreTick look(CoreTick core) {
        return core.tick(
                1,
                new Input.Observed(Looked.at(
                        core.now.plusSeconds(1),
                        Health.YELLOW,
                        List.of("es-default-0", "es-default-2"),
                        Set.of("es-default-2"),
                        Looked.primary("logs", "es-default-2"))));
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;

/**
 * Three leave together. es-default-3 never ran; the kills of the other two were lost on their way. Then the host of
 * es-default-0, which stays, was restarted: es-default-1 alone has all documents of the index "logs".
 */
class LostKillTest {

    private final CoreTick core = threeLeave();

    @Test
    void oneThatHadNoDataIsForgottenWhileThoseThatAreNeededLiveOnAndAreNotKilledAgain() {
        core.tick(
                30,
                look(
                        Health.YELLOW,
                        Looked.primary("logs", "es-default-1"),
                        Looked.initializing("logs", "es-default-0")));
        assertThat(core.records.members()).containsOnlyKeys("es-default-0", "es-default-1", "es-default-2");
        assertThat(core.calls(Call.Kill.class)).isEmpty();
        assertThat(core.waits()).contains("last-copy");
    }

    @Test
    void theKillIsRepeatedWhenTheirDocumentsAreElsewhereToo() {
        core.tick(
                30,
                look(
                        Health.YELLOW,
                        Looked.primary("logs", "es-default-1"),
                        Looked.initializing("logs", "es-default-0")));
        core.tick(30, look(Health.GREEN, Looked.primary("logs", "es-default-0")));
        assertThat(core.calls(Call.Kill.class).stream().map(Call.Kill::taskId))
                .containsExactly(CoreTick.task(1).id(), CoreTick.task(2).id());
    }

    @Test
    void oneThatIsNeededIsKeptWhenALateKillReachesItAllTheSame() {
        core.tick(
                30,
                CoreTick.update(CoreTick.task(1).id(), TaskState.KILLED),
                new Input.Observed(Looked.at(
                        core.now.plusSeconds(30),
                        Health.RED,
                        List.of("es-default-0", "es-default-2"),
                        Set.of("es-default-2"),
                        Looked.missingPrimary("logs"))));
        assertThat(core.state(1)).isInstanceOf(MemberState.Stopped.class);
        assertThat(core.waits()).contains("cluster-red");
    }

    private Input.Observed look(Health health, ShardCopy... copies) {
        Known look = Looked.at(
                core.now.plusSeconds(30),
                health,
                List.of("es-default-0", "es-default-1", "es-default-2"),
                Set.of("es-default-1", "es-default-2"),
                copies);
        return new Input.Observed(look);
    }

    private static CoreTick threeLeave() {
        CoreTick core = CoreTick.running(4);
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(1));
        for (int i = 1; i <= 3; i++) {
            Member member = core.records.members().get("es-default-" + i);
            core.records = core.records.with(member.with(new Member.Goal.Leave("scale-2", CoreTick.START))
                    .with(new MemberState.Stopping(CoreTick.task(i), CoreTick.START)));
        }
        core.records = core.records.with(
                core.records.members().get("es-default-3").withoutHome().with(new MemberState.Stopped(CoreTick.START)));
        core.records = core.records.with(Scale.operation(core.records, CoreTick.START));
        return core.settled();
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** The only member's host went down and came back as another agent: without it Elasticsearch has no master to ask. */
class HostBackAsAnotherAgentTest {

    private final CoreTick core = CoreTick.running(1).settled().tick(1, unknown());

    @Test
    void itsMemberReturnsToItsDataWhenTheOldAgentHadTheTimeToComeBack() {
        pass(60);
        core.tick(1, offer("agent9", "host0"), unknown());
        assertThat(core.calls(Call.Launch.class)).isEmpty();
        assertThat(core.waits()).contains("task-unknown");

        pass(60);
        core.tick(1, unknown());
        assertThat(core.state(0)).isInstanceOf(MemberState.Pending.class);
        core.tick(1, offer("agent9", "host0"));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void offersAreAskedForThoughNoMemberIsToBeLaunched() {
        assertThat(core.memory.suppressed()).isTrue();
        pass(83);
        assertThat(core.memory.suppressed()).isTrue();
        pass(5);
        assertThat(core.memory.suppressed()).isFalse();
        pass(30);
        core.tick(1, unknown(), offer("agent9", "host0"));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void anAgentOfAnotherHostSaysNothingNorDoOneOfTwoOfItsName() {
        core.tick(1, offer("agent9", "host7"));
        pass(200);
        core.tick(1, unknown());
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
        core.tick(1, new Input.Offered(List.of(of("agent10", "host0"), of("agent11", "host0"))), unknown());
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
    }

    /** Second by second: after a gap Mesos' words are waited for anew. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            core.tick(1);
        }
    }

    private static Input.Updated unknown() {
        return new Input.Updated(new TaskUpdate(
                task(0).id(),
                TaskState.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                "REASON_RECONCILIATION",
                "",
                Optional.empty(),
                Optional.empty(),
                CoreTick.START));
    }

    private static Input.Offered offer(String agent, String host) {
        return new Input.Offered(List.of(of(agent, host)));
    }

    private static Offer of(String agent, String host) {
        return new Offer(
                "offer-" + agent,
                new AgentRef(agent, host, "10.0.0.1"),
                Map.of(),
                8,
                8192,
                100_000,
                List.of(new Offer.PortRange(31000, 31099)));
    }
}

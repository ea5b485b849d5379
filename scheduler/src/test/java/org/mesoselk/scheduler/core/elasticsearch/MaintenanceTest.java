package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.START;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.InverseOffer;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.Unavailability;

class MaintenanceTest {

    private static final Duration ASKED_AGAIN = Duration.ofMinutes(5);

    private static Input.InverseOffered asked(int agent) {
        return new Input.InverseOffered(List.of(new InverseOffer(
                "inverse-" + agent,
                "agent" + agent,
                new Unavailability(START.plusSeconds(600), Optional.of(Duration.ofHours(1))))));
    }

    @Test
    void anAgentWithAMemberIsNotLeftAndItIsSaidWhoStays() {
        CoreTick core = CoreTick.running(3).settled().tick(1, asked(1));
        assertThat(core.calls(Call.DeclineInverseOffers.class))
                .containsExactly(new Call.DeclineInverseOffers(List.of("inverse-1"), ASKED_AGAIN));
        assertThat(core.waits()).contains("maintenance");
        assertThat(core.last.waits().toString()).contains("es-default-1 stays on agent host1", "2026-01-01T01:10:00Z");
        core.tick(1);
        assertThat(core.calls(Call.DeclineInverseOffers.class)).isEmpty();
        assertThat(core.waits()).contains("maintenance");
    }

    @Test
    void anAgentWithoutOneIsLeftGladly() {
        CoreTick core = CoreTick.running(3).settled().tick(1, asked(7));
        assertThat(core.calls(Call.AcceptInverseOffers.class))
                .containsExactly(new Call.AcceptInverseOffers(List.of("inverse-7"), ASKED_AGAIN));
        assertThat(core.waits()).doesNotContain("maintenance");
    }

    @Test
    void anAnswerThatDidNotGetThroughIsGivenAgain() {
        CoreTick core = CoreTick.running(3).settled().tick(1, asked(1));
        Call.DeclineInverseOffers lost =
                core.calls(Call.DeclineInverseOffers.class).get(0);
        core.tick(1, new Input.CallFailed(lost, "connection reset"));
        assertThat(core.calls(Call.DeclineInverseOffers.class)).containsExactly(lost);
    }

    @Test
    void aPlanThatIsTakenBackOrNotHeardOfAnyMoreIsForgotten() {
        CoreTick core = CoreTick.running(3).settled().tick(1, asked(1), asked(2));
        core.tick(1, new Input.InverseRescinded("inverse-1"));
        assertThat(core.last.waits().toString())
                .doesNotContain("es-default-1 stays")
                .contains("es-default-2 stays");
        core.tick(14 * 60);
        assertThat(core.waits()).contains("maintenance");
        core.tick(2 * 60);
        assertThat(core.waits()).doesNotContain("maintenance");
    }

    @Test
    void onlyOperationStatusesWithAUuidAreAcknowledged() {
        CoreTick core = CoreTick.running(1).settled();
        OperationUpdate wanted = new OperationUpdate(
                "op", "OPERATION_FINISHED", Optional.of("dQ=="), Optional.of("agent0"), Optional.empty(), "");
        OperationUpdate madeUp = new OperationUpdate(
                "op", "OPERATION_ERROR", Optional.empty(), Optional.empty(), Optional.empty(), "not unique");
        core.tick(1, new Input.OperationUpdated(madeUp), new Input.OperationUpdated(wanted));
        assertThat(core.calls(Call.AcknowledgeOperation.class)).containsExactly(new Call.AcknowledgeOperation(wanted));
    }
}

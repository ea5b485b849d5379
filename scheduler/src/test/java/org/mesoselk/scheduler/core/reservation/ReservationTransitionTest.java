package org.mesoselk.scheduler.core.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.PendingOperation.Kind;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.ReservationState.Releasing;
import org.mesoselk.scheduler.core.model.ReservationState.Requested;
import org.mesoselk.scheduler.core.model.ReservationState.Reserved;
import org.mesoselk.scheduler.core.model.ReservationState.Reserving;
import org.mesoselk.scheduler.core.model.Resources;

/** Each state with each of Mesos' states of an operation, by a table: who adds one must say what it means. */
class ReservationTransitionTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = BEFORE.plusSeconds(60);
    private static final AgentRef AGENT = new AgentRef("S1", "host1", "10.0.0.1");

    /** What Mesos' protobuf has. */
    private static final List<String> OPERATION_STATES = List.of(
            "OPERATION_UNSUPPORTED",
            "OPERATION_PENDING",
            "OPERATION_FINISHED",
            "OPERATION_FAILED",
            "OPERATION_ERROR",
            "OPERATION_DROPPED",
            "OPERATION_UNREACHABLE",
            "OPERATION_GONE_BY_OPERATOR",
            "OPERATION_RECOVERING",
            "OPERATION_UNKNOWN");

    private enum From {
        REQUESTED(new Requested(BEFORE)),
        RESERVING(new Reserving(operation(Kind.RESERVE))),
        RESERVED(new Reserved(AGENT, BEFORE)),
        RELEASING(new Releasing(AGENT, BEFORE, Optional.empty())),
        RELEASING_BY_UNRESERVE(new Releasing(AGENT, BEFORE, Optional.of(operation(Kind.UNRESERVE)))),
        RELEASING_IN_RESERVE(new Releasing(AGENT, BEFORE, Optional.of(operation(Kind.RESERVE))));

        private final ReservationState state;

        From(ReservationState state) {
            this.state = state;
        }
    }

    private record Case(From from, String update, String to) {
        @Override
        public String toString() {
            return from + " + " + update + " = " + to;
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (From from : From.values()) {
            OPERATION_STATES.forEach(update -> cases.add(new Case(from, update, expected(from, update))));
        }
        return cases;
    }

    private static String expected(From from, String update) {
        return switch (from) {
            case REQUESTED, RESERVED, RELEASING -> "the same";
            case RESERVING ->
                switch (update) {
                    case "OPERATION_FINISHED" -> "RESERVED";
                    case "OPERATION_FAILED", "OPERATION_ERROR", "OPERATION_DROPPED", "OPERATION_GONE_BY_OPERATOR" ->
                        "REQUESTED";
                    default -> "the same";
                };
            case RELEASING_BY_UNRESERVE ->
                switch (update) {
                    case "OPERATION_FINISHED", "OPERATION_GONE_BY_OPERATOR" -> "nothing";
                    case "OPERATION_FAILED", "OPERATION_ERROR", "OPERATION_DROPPED" -> "RELEASING";
                    default -> "the same";
                };
            case RELEASING_IN_RESERVE ->
                switch (update) {
                    case "OPERATION_GONE_BY_OPERATOR" -> "nothing";
                    case "OPERATION_FINISHED", "OPERATION_FAILED", "OPERATION_ERROR", "OPERATION_DROPPED" ->
                        "RELEASING";
                    default -> "the same";
                };
        };
    }

    private static PendingOperation operation(Kind kind) {
        return new PendingOperation("a.1", kind, AGENT, BEFORE);
    }

    private static Reservation in(ReservationState state) {
        return new Reservation("a", new Resources(1, 512, 100), Optional.empty(), state, 1, BEFORE, Optional.empty());
    }

    private static OperationUpdate update(String state) {
        return new OperationUpdate("a.1", state, Optional.empty(), Optional.of("S1"), Optional.empty(), "said Mesos");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyOutcomeInEveryState(Case one) {
        Reservation before = in(one.from.state);
        Optional<Reservation> after = ReservationTransition.apply(before, update(one.update), NOW);
        switch (one.to) {
            case "nothing" -> assertThat(after).isEmpty();
            case "the same" -> assertThat(after).contains(before);
            default -> {
                assertThat(after).isPresent();
                assertThat(after.get().state().getClass().getSimpleName()).isEqualToIgnoringCase(one.to);
                assertThat(after.get().operation()).isEmpty();
                boolean isDone = one.update.equals("OPERATION_FINISHED");
                assertThat(after.get().trouble().isPresent()).isEqualTo(!isDone);
            }
        }
    }

    @Test
    void theOutcomeOfAnotherOperationChangesNothing() {
        OperationUpdate late = new OperationUpdate(
                "a.0", "OPERATION_FINISHED", Optional.empty(), Optional.of("S1"), Optional.empty(), "");
        assertThat(ReservationTransition.apply(in(From.RESERVING.state), late, NOW))
                .contains(in(From.RESERVING.state));
    }

    @Test
    void whatFailsIsTriedAgainAfterAPauseThatGrows() {
        Reservation third = new Reservation(
                "a", new Resources(1, 512, 100), Optional.empty(), From.RESERVING.state, 3, BEFORE, Optional.empty());
        Reservation after = ReservationTransition.apply(third, update("OPERATION_ERROR"), NOW)
                .orElseThrow();
        assertThat(after.notBefore()).isEqualTo(NOW.plusSeconds(20));
        assertThat(after.trouble()).contains("OPERATION_ERROR: said Mesos");
        assertThat(after.operationId()).isEqualTo("a.4");
    }

    @Test
    void ofAnOperationThatMesosDoesNotKnowTheNextOfferTells() {
        Reservation reserving = in(From.RESERVING.state);
        assertThat(offered(reserving, Kind.RESERVE, true).state()).isEqualTo(new Reserved(AGENT, NOW));
        assertThat(offered(reserving, Kind.RESERVE, false).state()).isEqualTo(new Requested(NOW));
        for (boolean held : List.of(true, false)) {
            // Not offered may mean in use: the release goes on, and is not taken for done.
            assertThat(offered(in(From.RELEASING_BY_UNRESERVE.state), Kind.UNRESERVE, held)
                            .state())
                    .isEqualTo(new Releasing(AGENT, BEFORE, Optional.empty()));
        }
    }

    private static Reservation offered(Reservation before, Kind kind, boolean held) {
        return ReservationTransition.offered(before, operation(kind), held, NOW);
    }
}

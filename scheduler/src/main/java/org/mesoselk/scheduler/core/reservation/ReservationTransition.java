package org.mesoselk.scheduler.core.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.PendingOperation.Kind;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState;

/** What the outcome of an operation makes of its reservation. Duplicates, late ones and those of others change nothing. */
final class ReservationTransition {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private ReservationTransition() {}

    /** How Mesos' states of an operation are read. */
    enum Outcome {
        DONE,
        NOT_DONE,
        /** With the agent, for good. */
        GONE,
        /** It neither was nor will be heard of: what the agent offers next tells whether it was done. */
        UNKNOWN,
        /** It may still be done. */
        OPEN;

        static Outcome of(OperationUpdate update) {
            return switch (update.state()) {
                case "OPERATION_FINISHED" -> DONE;
                case "OPERATION_FAILED", "OPERATION_ERROR", "OPERATION_DROPPED" -> NOT_DONE;
                case "OPERATION_GONE_BY_OPERATOR" -> GONE;
                case "OPERATION_UNKNOWN" -> UNKNOWN;
                default -> OPEN;
            };
        }
    }

    /** @return empty when nothing of the reservation is left */
    static Optional<Reservation> apply(Reservation reservation, OperationUpdate update, Instant now) {
        Optional<PendingOperation> operation =
                reservation.operation().filter(own -> own.id().equals(update.operationId()));
        return operation.isEmpty()
                ? Optional.of(reservation)
                : settled(reservation, operation.get(), Outcome.of(update), sentence(update), now);
    }

    /**
     * The agent has offered what is free on it, and Mesos does not tell what became of the operation.
     *
     * @param held whether anything of this reservation was in the offer
     */
    static Reservation offered(Reservation reservation, PendingOperation operation, boolean held, Instant now) {
        Outcome outcome = held == (operation.kind() == Kind.RESERVE) ? Outcome.DONE : Outcome.NOT_DONE;
        if (operation.kind() == Kind.UNRESERVE && outcome == Outcome.DONE) {
            // What is not offered may also be in use: the next offer decides, with the tasks on that agent in sight.
            outcome = Outcome.NOT_DONE;
        }
        return settled(reservation, operation, outcome, "Mesos did not say what became of " + operation.id(), now)
                .orElseThrow();
    }

    private static Optional<Reservation> settled(
            Reservation reservation, PendingOperation operation, Outcome outcome, String sentence, Instant now) {
        return switch (outcome) {
            case DONE -> done(reservation, operation, now);
            case NOT_DONE ->
                Optional.of(reservation.failed(without(reservation, now), sentence, retry(reservation, now)));
            case GONE ->
                reservation.state() instanceof ReservationState.Releasing
                        ? Optional.empty()
                        : Optional.of(reservation.failed(
                                new ReservationState.Requested(now),
                                "agent " + operation.agent().hostname() + " was marked as gone",
                                now));
            case UNKNOWN, OPEN -> Optional.of(reservation);
        };
    }

    private static Optional<Reservation> done(Reservation reservation, PendingOperation operation, Instant now) {
        if (reservation.state() instanceof ReservationState.Releasing releasing) {
            return operation.kind() == Kind.UNRESERVE
                    ? Optional.empty()
                    : Optional.of(reservation.with(
                            new ReservationState.Releasing(releasing.agent(), releasing.since(), Optional.empty())));
        }
        return Optional.of(reservation.with(new ReservationState.Reserved(operation.agent(), now)));
    }

    private static ReservationState without(Reservation reservation, Instant now) {
        return reservation.state() instanceof ReservationState.Releasing releasing
                ? new ReservationState.Releasing(releasing.agent(), releasing.since(), Optional.empty())
                : new ReservationState.Requested(now);
    }

    private static Instant retry(Reservation reservation, Instant now) {
        return now.plus(BackOff.doubling(FIRST_RETRY, Math.max(0, reservation.attempts() - 1), LONGEST_RETRY));
    }

    private static String sentence(OperationUpdate update) {
        String said = update.message().isEmpty() ? update.state() : update.state() + ": " + update.message();
        return said.length() > 500 ? said.substring(0, 500) + " ..." : said;
    }
}

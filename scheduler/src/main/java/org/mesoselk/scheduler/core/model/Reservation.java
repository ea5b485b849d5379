package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A share of one agent that is reserved for this framework's role, or shall be.
 *
 * @param id as the label in Mesos has it
 * @param on agent id or host name that it must be on; empty: any
 * @param attempts operations sent for it so far
 * @param notBefore no operation is sent before
 * @param trouble why the last operation failed
 */
public record Reservation(
        String id,
        Resources share,
        Optional<String> on,
        ReservationState state,
        int attempts,
        Instant notBefore,
        Optional<String> trouble) {

    /** As it is asked for. */
    public static Reservation requested(String id, Resources share, Optional<String> on, Instant now) {
        return new Reservation(id, share, on, new ReservationState.Requested(now), 0, now, Optional.empty());
    }

    /** All went well. */
    public Reservation with(ReservationState next) {
        return new Reservation(id, share, on, next, attempts, notBefore, Optional.empty());
    }

    /** The operation is stored with it before it is sent. */
    public Reservation sending(ReservationState next) {
        return new Reservation(id, share, on, next, attempts + 1, notBefore, trouble);
    }

    public Reservation failed(ReservationState next, String sentence, Instant tryAgainAt) {
        return new Reservation(id, share, on, next, attempts, tryAgainAt, Optional.of(sentence));
    }

    /** Of the next operation. */
    public String operationId() {
        return id + "." + (attempts + 1);
    }

    public Optional<PendingOperation> operation() {
        if (state instanceof ReservationState.Reserving reserving) {
            return Optional.of(reserving.operation());
        }
        return state instanceof ReservationState.Releasing releasing ? releasing.operation() : Optional.empty();
    }

    /** Where it is, or may be. */
    public Optional<AgentRef> agent() {
        if (state instanceof ReservationState.Reserved reserved) {
            return Optional.of(reserved.agent());
        } else if (state instanceof ReservationState.Releasing releasing) {
            return Optional.of(releasing.agent());
        }
        return operation().map(PendingOperation::agent);
    }
}

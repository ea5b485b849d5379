package org.mesoselk.scheduler.core.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** Where a reservation stands. Each state is stored before the call that it allows leaves. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReservationState.Requested.class, name = "REQUESTED"),
    @JsonSubTypes.Type(value = ReservationState.Reserving.class, name = "RESERVING"),
    @JsonSubTypes.Type(value = ReservationState.Reserved.class, name = "RESERVED"),
    @JsonSubTypes.Type(value = ReservationState.Releasing.class, name = "RELEASING")
})
public sealed interface ReservationState {

    /** Wanted; no agent holds anything of it. */
    record Requested(Instant since) implements ReservationState {}

    /** RESERVE is stored and perhaps sent. */
    record Reserving(PendingOperation operation) implements ReservationState {}

    /** Mesos has said that it is done. */
    record Reserved(AgentRef agent, Instant since) implements ReservationState {}

    /**
     * The tombstone: nothing is unreserved without it.
     *
     * @param operation the UNRESERVE, or a RESERVE that was under way when the release was asked for; empty while none is
     */
    record Releasing(AgentRef agent, Instant since, Optional<PendingOperation> operation) implements ReservationState {}
}

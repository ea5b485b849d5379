package org.mesoselk.scheduler.runtime;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a term of leadership has come.
 *
 * @param epoch of the state
 * @param subscribedAt Mesos has taken the subscription
 * @param reconciledAt Mesos has said of each recorded task what it is, or was asked for long enough
 * @param decidingAt the first decision that may launch and stop was stored and its calls are out
 */
public record Milestones(
        long epoch,
        Instant electedAt,
        Optional<Instant> subscribedAt,
        Optional<Instant> reconciledAt,
        Optional<Instant> decidingAt) {

    static Milestones elected(long epoch, Instant at) {
        return new Milestones(epoch, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Milestones subscribed(Instant at) {
        return new Milestones(epoch, electedAt, Optional.of(at), reconciledAt, decidingAt);
    }

    Milestones reconciled(Instant at) {
        return new Milestones(epoch, electedAt, subscribedAt, Optional.of(at), decidingAt);
    }

    Milestones deciding(Instant at) {
        return new Milestones(epoch, electedAt, subscribedAt, reconciledAt, Optional.of(at));
    }
}

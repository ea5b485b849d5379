package org.mesoselk.executor.kibana.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mesoselk.executor.kibana.lifecycle.State.Waiting;

/** Why a start goes on, told to Mesos once when the reason lasts. */
final class Waits {

    /** A start passes through its stages in less; what lasts longer is worth telling the scheduler. */
    static final Duration TELL_AFTER = Duration.ofSeconds(15);

    private Waits() {}

    /** What is being waited for now, not yet marked as told. */
    static Waiting now(Optional<Waiting> before, String reason, Instant at) {
        return before.filter(last -> last.reason().equals(reason)).orElse(new Waiting(reason, at, false));
    }

    static boolean isToBeTold(Waiting now, Instant at) {
        return !now.told() && !at.isBefore(now.since().plus(TELL_AFTER));
    }

    static Waiting told(Waiting now) {
        return new Waiting(now.reason(), now.since(), true);
    }
}

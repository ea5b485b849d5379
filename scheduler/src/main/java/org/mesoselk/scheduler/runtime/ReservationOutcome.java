package org.mesoselk.scheduler.runtime;

import org.mesoselk.scheduler.core.model.ReservationAnswer;

/** What became of a wish. */
public sealed interface ReservationOutcome {

    /** What was accepted is stored. */
    record Answered(ReservationAnswer answer) implements ReservationOutcome {}

    /** ZooKeeper does not answer; whether the wish was stored is not known when {@code perhapsStored}. */
    record Unavailable(String sentence, boolean perhapsStored) implements ReservationOutcome {}

    /** It is longer than ZooKeeper takes; nothing was stored. */
    record TooLong(String sentence) implements ReservationOutcome {}
}

package org.mesoselk.scheduler.runtime;

import org.mesoselk.scheduler.core.model.ScaleAnswer;

/** What became of a wish. */
public sealed interface ScaleOutcome {

    /** The core's answer, and the generation of the spec that now holds (for a dry run: that held before). */
    record Answered(ScaleAnswer answer, long generation) implements ScaleOutcome {}

    /** The spec has another generation than the operator has seen. */
    record Outdated(long generation, int count) implements ScaleOutcome {}

    /** ZooKeeper does not answer; whether the wish was stored is not known when {@code perhapsStored}. */
    record Unavailable(String sentence, boolean perhapsStored) implements ScaleOutcome {}

    /** It is longer than ZooKeeper takes; nothing was stored. */
    record TooLong(String sentence) implements ScaleOutcome {}
}

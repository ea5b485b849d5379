package org.mesoselk.scheduler.runtime;

import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Records;

/**
 * A write (or a read) whose outcome is not known.
 *
 * @param before what was stored for certain
 * @param after what was to be stored
 * @param decision whose calls wait for it; null when there are none
 * @param inputs so many of the pending inputs, the first ones, belong to {@code decision}
 */
record Doubt(Records before, Records after, Decision decision, String sentence, int inputs) {
    static final Doubt NONE = new Doubt(null, null, null, "", 0);

    Doubt(Records before, Records after, Decision decision, String sentence) {
        this(before, after, decision, sentence, 0);
    }

    boolean exists() {
        return before != null;
    }

    Doubt with(int newInputs) {
        return new Doubt(before, after, decision, sentence, newInputs);
    }
}

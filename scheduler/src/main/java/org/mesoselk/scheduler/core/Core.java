package org.mesoselk.scheduler.core;

import java.time.Instant;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;

/** What a framework's core can be asked: values in, values out. Same arguments, same answer. */
public interface Core {

    /** One tick. */
    Decision decide(View view);

    /**
     * May the cluster be scaled to {@code count}? Changes nothing by itself: the caller stores what was accepted, or
     * throws it away for a dry run.
     */
    ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now);
}

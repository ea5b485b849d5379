package org.mesoselk.scheduler.core.model;

import java.util.List;

/**
 * What a tick returns.
 *
 * @param records as they shall be stored, before any of {@code calls} leaves
 * @param memory for the next tick
 * @param calls in order
 * @param waits everything that is not done, with the reason
 * @param verdicts on the offers of this tick
 * @param goesOn whether the next tick shall follow at once: there was more to change than one tick may
 */
public record Decision(
        Records records, Memory memory, List<Call> calls, List<Wait> waits, List<Verdict> verdicts, boolean goesOn) {

    /** One that is complete. */
    public Decision(Records records, Memory memory, List<Call> calls, List<Wait> waits, List<Verdict> verdicts) {
        this(records, memory, calls, waits, verdicts, false);
    }
}

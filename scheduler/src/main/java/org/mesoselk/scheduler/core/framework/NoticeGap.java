package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Memory.Doubt;

/**
 * Time that passed without a tick proves nothing: this process was stopped, or its clock was set. What Mesos said before
 * may be long untrue, and no agent need have had the time to come back. So it is asked again, and is given that time anew.
 */
public final class NoticeGap {

    /** The loop turns at least once a second. */
    private static final Duration GAP = Duration.ofSeconds(15);

    private NoticeGap() {}

    public static void into(Tick tick) {
        MemoryDraft memory = tick.memory;
        if (Duration.between(memory.decidedAt, tick.now).abs().compareTo(GAP) > 0) {
            memory.steadySince = tick.now;
            memory.drained = Optional.empty();
            memory.doubts.replaceAll(
                    (task, doubt) -> new Doubt(tick.now, 0, doubt.askedAt(), doubt.unknownSince(), doubt.unknownAt()));
        }
        memory.decidedAt = tick.now;
    }
}

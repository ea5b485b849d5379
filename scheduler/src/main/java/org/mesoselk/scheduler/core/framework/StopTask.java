package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.time.Instant;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.TaskRef;

/** KILL, and again while the task has not ended: a call may be lost. */
public final class StopTask {
    private static final Duration KILL_AGAIN = Duration.ofSeconds(10);

    private StopTask() {}

    public static void of(Tick tick, TaskRef task) {
        if (isDue(tick, task)) {
            tick.memory.killsSent.put(task.id(), tick.now);
            tick.call(
                    new Call.Kill(task.id(), task.agent().id(), tick.settings().killGrace()));
        }
    }

    /** That it is told to stop is recorded with it. */
    public static void of(Tick tick, Abandoned abandoned) {
        if (isDue(tick, abandoned.task()) && (abandoned.stopping().isPresent() || tick.mayChangeAnother())) {
            tick.records(
                    tick.records().with(abandoned.stoppedAt(abandoned.stopping().orElse(tick.now))));
            of(tick, abandoned.task());
        }
    }

    private static boolean isDue(Tick tick, TaskRef task) {
        Instant sent = tick.memory.killsSent.get(task.id());
        return sent == null || !tick.now.isBefore(sent.plus(KILL_AGAIN));
    }
}

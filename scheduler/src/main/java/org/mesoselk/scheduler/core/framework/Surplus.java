package org.mesoselk.scheduler.core.framework;

import java.util.Comparator;
import java.util.List;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;

/** Tasks that were given up and have come back. */
public final class Surplus {

    private Surplus() {}

    /** Given up, but Mesos has said in this subscription that they live; the one that was given up last comes first. */
    public static List<Abandoned> alive(Tick tick) {
        return tick.records().abandoned().values().stream()
                .filter(task -> isAlive(tick, task.task()))
                .sorted(Comparator.comparing(Abandoned::since)
                        .reversed()
                        .thenComparing(task -> task.task().id()))
                .toList();
    }

    public static boolean isAlive(Tick tick, TaskRef task) {
        return tick.memory.said.containsKey(task.id())
                && tick.memory.said.get(task.id()).state().meaning() == TaskState.Meaning.ALIVE;
    }

    /** Told to stop, and not known to be out of Mesos' sight: what they hold may be gone at any moment. */
    public static List<Abandoned> stopping(Tick tick) {
        return tick.records().abandoned().values().stream()
                .filter(task -> task.stopping().isPresent())
                .filter(task -> isAlive(tick, task.task())
                        || !tick.memory.said.containsKey(task.task().id()))
                .toList();
    }
}

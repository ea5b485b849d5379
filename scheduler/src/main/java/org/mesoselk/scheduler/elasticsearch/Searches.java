package org.mesoselk.scheduler.elasticsearch;

import java.time.Instant;
import java.util.Optional;

/** Reads what the task management API says of searches. */
final class Searches {

    private Searches() {}

    /**
     * When the oldest of them began by our own clock, or earlier: the nodes' clocks are not asked, and the look was begun
     * before they answered. {@link Instant#EPOCH} when a node has not told.
     */
    static Optional<Instant> oldest(Strict answer, Instant lookedAt) {
        if (answer.has("node_failures") || answer.has("task_failures")) {
            return Optional.of(Instant.EPOCH);
        }
        return answer.array("tasks").stream()
                .map(task -> task.whole("running_time_in_nanos"))
                .max(Long::compare)
                .map(lookedAt::minusNanos);
    }
}

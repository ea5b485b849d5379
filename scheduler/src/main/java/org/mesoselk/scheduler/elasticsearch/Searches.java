package org.mesoselk.scheduler.elasticsearch;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the task management API says of searches. */
final class Searches {

    private Searches() {}

    /** Ids of tasks, {@code NODE:NUMBER}: no two have the same while the node's process lives. Empty when a node has not told. */
    static Optional<Set<String>> ids(Strict answer) {
        if (answer.has("node_failures") || answer.has("task_failures")) {
            return Optional.empty();
        }
        return Optional.of(answer.array("tasks").stream()
                .map(task -> task.text("node") + ":" + task.whole("id"))
                .collect(Collectors.toUnmodifiableSet()));
    }
}

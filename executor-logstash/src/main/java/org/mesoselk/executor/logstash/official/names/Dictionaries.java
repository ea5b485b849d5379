package org.mesoselk.executor.logstash.official.names;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.executor.logstash.forwarder.discover.AgentState;

/**
 * What the place of a sandbox does not tell, for Logstash's translate filter.
 *
 * @param frameworks names by id
 * @param tasks ids of tasks by id of their container, where a container is that of one task
 * @param taskNames names of tasks likewise
 */
public record Dictionaries(Map<String, String> frameworks, Map<String, String> tasks, Map<String, String> taskNames) {

    public static final Dictionaries EMPTY = new Dictionaries(Map.of(), Map.of(), Map.of());

    public static Dictionaries of(AgentState state) {
        Map<String, String> tasks = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        state.executors().forEach((container, executor) -> {
            ownTask(executor).ifPresent(task -> put(container, task, tasks, names));
            executor.tasks()
                    .forEach(task -> task.container()
                            .filter(child -> !child.equals(container))
                            .ifPresent(child -> put(child, task, tasks, names)));
        });
        return new Dictionaries(new TreeMap<>(state.frameworks()), tasks, names);
    }

    /** As the forwarder tells it: a command executor runs the task of its own id, another one's output is a task's if it has just one. */
    private static Optional<AgentState.Task> ownTask(AgentState.Executor executor) {
        return executor.isDefault()
                ? Optional.empty()
                : executor.tasks().stream()
                        .filter(task ->
                                executor.tasks().size() == 1 || task.id().equals(executor.id()))
                        .findFirst();
    }

    private static void put(
            String container, AgentState.Task task, Map<String, String> tasks, Map<String, String> names) {
        tasks.put(container, task.id());
        if (!task.name().isEmpty()) {
            names.put(container, task.name());
        }
    }

    /**
     * With what was known before and is no longer told: lines of a task may be read long after the agent has forgotten it.
     *
     * @param most entries of each; beyond that only what is told now is kept
     */
    public Dictionaries andBefore(Dictionaries before, int most) {
        return new Dictionaries(
                both(before.frameworks, frameworks, most),
                both(before.tasks, tasks, most),
                both(before.taskNames, taskNames, most));
    }

    private static Map<String, String> both(Map<String, String> before, Map<String, String> now, int most) {
        Map<String, String> both = new TreeMap<>(before);
        both.putAll(now);
        return both.size() <= most ? both : now;
    }
}

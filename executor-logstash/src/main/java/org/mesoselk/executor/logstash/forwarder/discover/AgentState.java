package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Of an agent's {@code /state}, what the layout of the sandboxes does not tell: names, and which task a container is.
 *
 * @param frameworks names by id
 * @param executors by the id of their container
 */
public record AgentState(Map<String, String> frameworks, Map<String, Executor> executors) {

    static final AgentState UNKNOWN = new AgentState(Map.of(), Map.of());

    /** @param isDefault Mesos' own executor for task groups: its own output is that of no task */
    public record Executor(String id, boolean isDefault, List<Task> tasks) {}

    /** @param container that it runs in, as its updates say; empty before the first */
    public record Task(String id, String name, Optional<String> container) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record RawState(List<RawFramework> frameworks, List<RawFramework> completedFrameworks) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record RawFramework(
            String id, String name, List<RawExecutor> executors, List<RawExecutor> completedExecutors) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record RawExecutor(
            String id,
            String container,
            String type,
            List<RawTask> tasks,
            List<RawTask> queuedTasks,
            List<RawTask> completedTasks) {}

    private record RawTask(String id, String name, List<RawStatus> statuses) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record RawStatus(RawContainerStatus containerStatus) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record RawContainerStatus(RawContainerId containerId) {}

    private record RawContainerId(String value) {}

    /** Reads it as it comes: what is not needed never is in memory as a whole. */
    static AgentState read(InputStream json) {
        RawState raw = Json.mapper().readValue(json, RawState.class);
        Map<String, String> frameworks = new HashMap<>();
        Map<String, Executor> executors = new HashMap<>();
        Stream.concat(all(raw.frameworks()), all(raw.completedFrameworks())).forEach(framework -> {
            if (framework.id() == null) {
                return;
            }
            if (framework.name() != null) {
                frameworks.put(framework.id(), framework.name());
            }
            Stream.concat(all(framework.executors()), all(framework.completedExecutors()))
                    .filter(executor -> executor.container() != null && executor.id() != null)
                    .forEach(executor -> executors.put(executor.container(), executor(executor)));
        });
        return new AgentState(frameworks, executors);
    }

    private static Executor executor(RawExecutor raw) {
        List<Task> tasks = Stream.of(raw.tasks(), raw.queuedTasks(), raw.completedTasks())
                .flatMap(AgentState::all)
                .filter(task -> task.id() != null)
                .map(task -> new Task(task.id(), Objects.requireNonNullElse(task.name(), ""), container(task)))
                .toList();
        return new Executor(raw.id(), "DEFAULT".equals(raw.type()), tasks);
    }

    private static Optional<String> container(RawTask task) {
        return all(task.statuses())
                .map(RawStatus::containerStatus)
                .filter(status -> status != null
                        && status.containerId() != null
                        && status.containerId().value() != null)
                .map(status -> status.containerId().value())
                .findFirst();
    }

    private static <T> Stream<T> all(List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }
}

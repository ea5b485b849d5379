package org.mesoselk.executor.logstash.forwarder.discover;

import java.util.List;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.event.Origin;

/** Puts together whose a sandbox is, from its place on the disk and from what the agent tells. */
final class Identify {

    private Identify() {}

    /**
     * What is known.
     *
     * @param isWhole whether asking the agent again could add nothing
     */
    record Identity(
            Optional<String> frameworkName, Optional<String> taskId, Optional<String> taskName, boolean isWhole) {

        Origin.Sandbox sandbox(SandboxDir.Owner owner, String stream) {
            return new Origin.Sandbox(
                    owner.agentId(),
                    owner.frameworkId(),
                    frameworkName,
                    owner.executorId(),
                    owner.containerId(),
                    taskId,
                    taskName,
                    stream);
        }
    }

    static Identity of(SandboxDir dir, AgentState state) {
        SandboxDir.Owner owner = dir.owner();
        Optional<String> framework = Optional.ofNullable(state.frameworks().get(owner.frameworkId()));
        Optional<AgentState.Executor> executor =
                Optional.ofNullable(state.executors().get(owner.run()));
        List<AgentState.Task> tasks = executor.map(AgentState.Executor::tasks).orElse(List.of());
        Optional<AgentState.Task> task = owner.child().isPresent() ? child(dir, tasks) : own(executor, tasks);
        boolean isOfNoTask = owner.child().isEmpty()
                && executor.map(known -> known.isDefault() || known.tasks().size() > 1)
                        .orElse(false);
        return new Identity(
                framework,
                task.map(AgentState.Task::id).or(dir::linkedTask).map(id -> shared(id, owner)),
                task.map(AgentState.Task::name).filter(name -> !name.isEmpty()).map(name -> shared(name, owner)),
                framework.isPresent() && (task.isPresent() || isOfNoTask));
    }

    /** Often they are the same, and there may be ten thousand of each. */
    private static String shared(String text, SandboxDir.Owner owner) {
        return text.equals(owner.executorId()) ? owner.executorId() : text;
    }

    private static Optional<AgentState.Task> child(SandboxDir dir, List<AgentState.Task> tasks) {
        return tasks.stream()
                .filter(task -> dir.linkedTask().isPresent()
                        ? dir.linkedTask().get().equals(task.id())
                        : task.container().equals(dir.owner().child()))
                .findFirst();
    }

    /** A command executor runs the task of its own id; another executor's output is a task's if it has just one. */
    private static Optional<AgentState.Task> own(Optional<AgentState.Executor> executor, List<AgentState.Task> tasks) {
        if (executor.isEmpty() || executor.get().isDefault()) {
            return Optional.empty();
        }
        return tasks.stream()
                .filter(task ->
                        tasks.size() == 1 || task.id().equals(executor.get().id()))
                .findFirst();
    }
}

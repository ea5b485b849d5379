package org.mesoselk.localmesos.master;

import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.localmesos.master.resources.Resources;

/** Whether a task may be launched; the sentences are those of a real master. */
final class TaskValidation {

    private static final int MAX_ID_LENGTH = 255;

    private TaskValidation() {}

    /**
     * The sentence that says what is wrong; empty when nothing is.
     *
     * @param executor the task's own, or the group's; empty for a command task
     * @param needed of the task, and of its executor when that is not running yet
     * @param role that the offer was made for
     */
    static Optional<String> fault(
            TaskInfo task,
            Optional<ExecutorInfo> executor,
            Framework framework,
            RegisteredAgent agent,
            Resources needed,
            Resources available,
            String role) {
        String id = task.getTaskId().getValue();
        Optional<String> idFault = idFault(id);
        if (idFault.isPresent()) {
            return idFault;
        }
        if (framework.tasks.containsKey(id) || framework.unreachable.containsKey(id)) {
            return Optional.of("Task has duplicate ID: " + id);
        }
        if (!task.getAgentId().equals(agent.info.getId())) {
            return Optional.of("Task uses invalid agent " + task.getAgentId().getValue() + " while agent " + agent.id()
                    + " is expected");
        }
        if (task.getResourcesCount() == 0) {
            return Optional.of("Task uses no resources");
        }
        Optional<String> executorFault = executor.flatMap(own -> executorFault(own, framework, agent));
        if (executorFault.isPresent()) {
            return executorFault;
        }
        if (!available.contains(needed)) {
            return Optional.of("Total resources " + needed.describe(role)
                    + " required by task and its executor is more than available " + available.describe(role));
        }
        return Optional.empty();
    }

    private static Optional<String> idFault(String id) {
        if (id.isEmpty()) {
            return Optional.of("ID must not be empty");
        }
        if (id.length() > MAX_ID_LENGTH) {
            return Optional.of("ID must not be greater than " + MAX_ID_LENGTH + " characters");
        }
        if (id.equals(".") || id.equals("..")) {
            return Optional.of("'" + id + "' is disallowed");
        }
        if (id.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')) {
            return Optional.of("'" + id + "' contains invalid characters");
        }
        return Optional.empty();
    }

    private static Optional<String> executorFault(ExecutorInfo executor, Framework framework, RegisteredAgent agent) {
        Optional<String> id = idFault(executor.getExecutorId().getValue());
        if (id.isPresent()) {
            return id;
        }
        if (!executor.getFrameworkId().equals(framework.info.getId())) {
            return Optional.of("ExecutorInfo has an invalid FrameworkID (Actual: "
                    + executor.getFrameworkId().getValue() + " vs Expected: " + framework.id() + ")");
        }
        boolean command = executor.hasCommand();
        if (executor.getType() == ExecutorInfo.Type.DEFAULT && command) {
            return Optional.of("'ExecutorInfo.command' must not be set for 'DEFAULT' executor");
        }
        if (executor.getType() != ExecutorInfo.Type.DEFAULT && !command) {
            return Optional.of("'ExecutorInfo.command' must be set for 'CUSTOM' executor");
        }
        ExecutorInfo running =
                agent.executorsOf(framework.id()).get(executor.getExecutorId().getValue());
        if (running != null && !comparable(running).equals(comparable(executor))) {
            return Optional.of("ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID ("
                    + executor.getExecutorId().getValue() + ")");
        }
        return Optional.empty();
    }

    private static ExecutorInfo comparable(ExecutorInfo executor) {
        return executor.toBuilder()
                .clearResources()
                .addAllResources(Resources.of(executor.getResourcesList()).refined(""))
                .build();
    }
}

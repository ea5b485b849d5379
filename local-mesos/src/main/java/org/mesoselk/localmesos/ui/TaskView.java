package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * A task as pages show it.
 *
 * @param started of the first status update
 * @param updated of the newest
 * @param message that came with the newest; often empty
 * @param agentUrl where the pages of its agent are, with its sandbox
 */
public record TaskView(
        String frameworkId,
        String frameworkName,
        String id,
        String name,
        String role,
        String state,
        Health health,
        Optional<Instant> started,
        Optional<Instant> updated,
        String message,
        String agentId,
        String host,
        Optional<String> agentUrl) {

    /** What the task's health check says. */
    public enum Health {
        HEALTHY,
        UNHEALTHY,
        /** There is no check, or it has not run. */
        UNKNOWN
    }

    public static TaskView of(Task task, String frameworkName, String host, Optional<String> agentUrl) {
        List<TaskStatus> statuses = task.getStatusesList();
        Optional<TaskStatus> newest =
                statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.get(statuses.size() - 1));
        return new TaskView(
                task.getFrameworkId().getValue(),
                frameworkName,
                task.getTaskId().getValue(),
                task.getName(),
                role(task.getResourcesList()),
                task.getState().name().replace("TASK_", ""),
                newest.map(TaskView::health).orElse(Health.UNKNOWN),
                statuses.stream().findFirst().map(TaskView::time),
                newest.map(TaskView::time),
                newest.map(TaskStatus::getMessage).orElse(""),
                task.getAgentId().getValue(),
                host,
                agentUrl);
    }

    private static String role(List<Resource> resources) {
        return resources.stream()
                .map(resource -> resource.getAllocationInfo().getRole())
                .filter(role -> !role.isEmpty())
                .findFirst()
                .orElse("*");
    }

    private static Health health(TaskStatus status) {
        if (!status.hasHealthy()) {
            return Health.UNKNOWN;
        }
        return status.getHealthy() ? Health.HEALTHY : Health.UNHEALTHY;
    }

    private static Instant time(TaskStatus status) {
        return Instant.ofEpochMilli(Math.round(status.getTimestamp() * 1000));
    }

    /** The page of its agent that leads to its sandbox. */
    Optional<String> sandbox() {
        return agentUrl.map(url -> url + Link.to("/ui/task", "framework", frameworkId, "task", id));
    }
}

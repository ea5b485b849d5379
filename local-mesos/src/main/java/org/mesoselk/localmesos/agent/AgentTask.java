package org.mesoselk.localmesos.agent;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** A task that this agent was given, and what it has heard of it. */
final class AgentTask {

    private final TaskInfo info;
    private final List<TaskStatus> statuses = new ArrayList<>();
    private Optional<TaskStatus> forwarded = Optional.empty();

    AgentTask(TaskInfo info) {
        this.info = info;
    }

    TaskInfo info() {
        return info;
    }

    String id() {
        return info.getTaskId().getValue();
    }

    TaskState state() {
        return statuses.isEmpty()
                ? TaskState.TASK_STAGING
                : statuses.get(statuses.size() - 1).getState();
    }

    boolean terminal() {
        return TaskStates.terminal(state());
    }

    /** As Mesos, keeps one status for each run of equal states. */
    void received(TaskStatus status) {
        if (!statuses.isEmpty() && statuses.get(statuses.size() - 1).getState() == status.getState()) {
            statuses.remove(statuses.size() - 1);
        }
        statuses.add(status);
    }

    void forwarded(TaskStatus status) {
        forwarded = Optional.of(status);
    }

    /** @param command the task has no executor of its own, and Mesos names none */
    Task toTask(FrameworkID framework, boolean command) {
        Task.Builder task = Task.newBuilder()
                .setName(info.getName())
                .setTaskId(info.getTaskId())
                .setFrameworkId(framework)
                .setAgentId(info.getAgentId())
                .setState(state())
                .addAllResources(info.getResourcesList())
                .addAllStatuses(statuses);
        if (!command) {
            task.setExecutorId(info.getExecutor().getExecutorId());
        }
        forwarded.ifPresent(status -> task.setStatusUpdateState(status.getState())
                .setStatusUpdateUuid(status.hasUuid() ? status.getUuid() : ByteString.EMPTY));
        if (info.hasLabels()) {
            task.setLabels(info.getLabels());
        }
        if (info.hasDiscovery()) {
            task.setDiscovery(info.getDiscovery());
        }
        if (info.hasContainer()) {
            task.setContainer(info.getContainer());
        }
        if (info.hasHealthCheck()) {
            task.setHealthCheck(info.getHealthCheck());
        }
        if (info.hasKillPolicy()) {
            task.setKillPolicy(info.getKillPolicy());
        }
        return task.build();
    }
}

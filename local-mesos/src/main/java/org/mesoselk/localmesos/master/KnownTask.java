package org.mesoselk.localmesos.master;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.master.resources.Resources;

/** What a master knows of one task. */
final class KnownTask {

    private final Task.Builder task;

    KnownTask(Task task) {
        this.task = task.toBuilder();
    }

    static KnownTask launched(TaskInfo info, String frameworkId, Optional<ExecutorInfo> executor) {
        Task.Builder task = Task.newBuilder()
                .setName(info.getName())
                .setTaskId(info.getTaskId())
                .setFrameworkId(FrameworkID.newBuilder().setValue(frameworkId))
                .setAgentId(info.getAgentId())
                .setState(TaskState.TASK_STAGING)
                .addAllResources(info.getResourcesList());
        executor.ifPresent(own -> task.setExecutorId(own.getExecutorId()));
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
        if (info.hasCommand() && info.getCommand().hasUser()) {
            task.setUser(info.getCommand().getUser());
        }
        return new KnownTask(task.build());
    }

    String id() {
        return task.getTaskId().getValue();
    }

    String agentId() {
        return task.getAgentId().getValue();
    }

    TaskState state() {
        return task.getState();
    }

    boolean isTerminal() {
        return Statuses.isTerminal(task.getState());
    }

    Resources resources() {
        return Resources.of(task.getResourcesList());
    }

    String role() {
        return Cluster.roleOf(task.getResourcesList());
    }

    Task toProto() {
        return task.build();
    }

    /** The newest status; empty before the first. */
    Optional<TaskStatus> newest() {
        int count = task.getStatusesCount();
        return count == 0 ? Optional.empty() : Optional.of(task.getStatuses(count - 1));
    }

    void state(TaskState state) {
        task.setState(state);
    }

    /** Takes over an update from the agent; of several in a row with one state the newest is kept. */
    void update(TaskStatus status) {
        task.setState(status.getState());
        int count = task.getStatusesCount();
        if (count > 0 && task.getStatuses(count - 1).getState() == status.getState()) {
            task.removeStatuses(count - 1);
        }
        task.addStatuses(status.toBuilder().clearData());
        if (status.hasUuid()) {
            task.setStatusUpdateState(status.getState()).setStatusUpdateUuid(status.getUuid());
        }
    }

    /** What the agent knows already, though the update that says so waits for others to be acknowledged. */
    void latest(TaskState state) {
        if (Statuses.isTerminal(state)) {
            task.setState(state);
        }
    }

    /** Whether the acknowledgement of the update {@code uuid} is the end of the task. */
    boolean endsWith(ByteString uuid) {
        return Statuses.isTerminal(task.getStatusUpdateState())
                && task.getStatusUpdateUuid().equals(uuid);
    }
}

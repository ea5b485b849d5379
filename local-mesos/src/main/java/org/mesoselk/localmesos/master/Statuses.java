package org.mesoselk.localmesos.master;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.Protos.TimeInfo;

/** The status updates that a master makes itself: from SOURCE_MASTER, without uuid, not to be acknowledged. */
final class Statuses {

    private Statuses() {}

    static boolean isTerminal(TaskState state) {
        return switch (state) {
            case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR, TASK_LOST, TASK_DROPPED, TASK_GONE -> true;
            case TASK_GONE_BY_OPERATOR -> true;
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
        };
    }

    /** {@code agentId} may be empty. */
    static TaskStatus.Builder made(
            String taskId, String agentId, TaskState state, Reason reason, String message, Instant now) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(taskId))
                .setState(state)
                .setMessage(message)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(reason)
                .setTimestamp(seconds(now));
        if (!agentId.isEmpty()) {
            status.setAgentId(AgentID.newBuilder().setValue(agentId));
        }
        return status;
    }

    /** As {@link #made}, with what was last known of the task: its executor, container, health and check. */
    static TaskStatus.Builder of(KnownTask task, TaskState state, Reason reason, String message, Instant now) {
        TaskStatus.Builder status = made(task.id(), task.agentId(), state, reason, message, now);
        if (task.toProto().hasExecutorId()) {
            status.setExecutorId(task.toProto().getExecutorId());
        }
        Optional<TaskStatus> latest = task.newest();
        if (latest.isPresent()) {
            TaskStatus last = latest.get();
            if (last.hasHealthy()) {
                status.setHealthy(last.getHealthy());
            }
            if (last.hasCheckStatus()) {
                status.setCheckStatus(last.getCheckStatus());
            }
            if (last.hasLabels()) {
                status.setLabels(last.getLabels());
            }
            if (last.hasContainerStatus()) {
                status.setContainerStatus(last.getContainerStatus());
            }
        }
        return status;
    }

    static TaskStatus.Builder unreachableSince(TaskStatus.Builder status, Instant since) {
        return status.setUnreachableTime(TimeInfo.newBuilder().setNanoseconds(nanoseconds(since)));
    }

    static double seconds(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        return micros.getEpochSecond() + micros.getNano() / 1e9;
    }

    static long nanoseconds(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}

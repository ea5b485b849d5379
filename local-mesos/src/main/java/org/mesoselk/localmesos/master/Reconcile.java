package org.mesoselk.localmesos.master;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** RECONCILE: what the master knows of tasks that a framework asks about. */
final class Reconcile {

    private final Cluster cluster;

    Reconcile(Cluster cluster) {
        this.cluster = cluster;
    }

    void reconcile(Framework framework, List<Call.Reconcile.Task> asked) {
        if (asked.isEmpty()) {
            // Silent on what is unreachable, as a real one: recording 03-failover/23 has no answer.
            framework.tasks.values().forEach(task -> framework.send(Events.update(latest(task))));
            return;
        }
        for (Call.Reconcile.Task one : asked) {
            answer(
                            framework,
                            one.getTaskId().getValue(),
                            one.hasAgentId() ? one.getAgentId().getValue() : "")
                    .ifPresent(status -> framework.send(Events.update(status)));
        }
    }

    /** Empty when nothing can be said yet: the agent may still come back to a master that has just started. */
    Optional<TaskStatus.Builder> answer(Framework framework, String taskId, String agentId) {
        KnownTask task = framework.tasks.get(taskId);
        if (task != null) {
            return Optional.of(latest(task));
        } else if (agentId.isEmpty()) {
            return Optional.of(unknown(framework, taskId, agentId, TaskState.TASK_UNKNOWN, "Task is unknown"));
        } else if (cluster.agents.containsKey(agentId)) {
            return Optional.of(
                    unknown(framework, taskId, agentId, TaskState.TASK_GONE, "Task is unknown to the agent"));
        } else if (cluster.unreachable.containsKey(agentId)) {
            return Optional.of(unreachable(framework, taskId, agentId));
        } else if (cluster.gone.contains(agentId)) {
            return Optional.of(unknown(framework, taskId, agentId, TaskState.TASK_GONE_BY_OPERATOR, "Task is gone"));
        } else if (mayStillComeBack(agentId)) {
            return Optional.empty();
        }
        return Optional.of(unknown(framework, taskId, agentId, TaskState.TASK_UNKNOWN, "Task is unknown"));
    }

    /** A task of which only the id is asked, e.g. by a KILL, may also be on an agent that is unreachable. */
    Optional<TaskStatus.Builder> answerWherever(Framework framework, String taskId, String agentId) {
        KnownTask lost = framework.unreachable.get(taskId);
        return answer(framework, taskId, lost == null ? agentId : lost.agentId());
    }

    /**
     * A real master reads the agents that there were from its registry and is silent about them until they are back or
     * overdue. This one has no registry, but an agent's id names the master that gave it.
     */
    private boolean mayStillComeBack(String agentId) {
        boolean fromAnotherMaster = agentId.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-S\\d+")
                && !agentId.startsWith(cluster.master.getId());
        return fromAnotherMaster
                && !cluster.left.contains(agentId)
                && cluster.now().isBefore(cluster.elected.plus(cluster.timings.agentReregisterTimeout()));
    }

    private TaskStatus.Builder latest(KnownTask task) {
        return Statuses.of(
                task, task.state(), Reason.REASON_RECONCILIATION, "Reconciliation: Latest task state", cluster.now());
    }

    private TaskStatus.Builder unreachable(Framework framework, String taskId, String agentId) {
        TaskStatus.Builder status =
                unknown(framework, taskId, agentId, TaskState.TASK_UNREACHABLE, "Task is unreachable");
        Instant since = cluster.unreachable.get(agentId);
        return since == null ? status : Statuses.unreachableSince(status, since);
    }

    private TaskStatus.Builder unknown(
            Framework framework, String taskId, String agentId, TaskState state, String what) {
        return Statuses.made(
                taskId,
                agentId,
                framework.isPartitionAware() ? state : TaskState.TASK_LOST,
                Reason.REASON_RECONCILIATION,
                "Reconciliation: " + what,
                cluster.now());
    }
}

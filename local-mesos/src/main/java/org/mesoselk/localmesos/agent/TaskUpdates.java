package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.localmesos.agent.updates.UpdateLog;
import org.mesoselk.localmesos.agent.updates.UpdateStreams;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Status updates on their way from executors, or from the agent itself, to the master, and their acknowledgements back. */
final class TaskUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(TaskUpdates.class);

    private final AgentContext context;

    TaskUpdates(AgentContext context) {
        this.context = context;
    }

    /**
     * An executor says how its task is, and is answered as soon as this is stored, as by a real agent: the scheduler's
     * acknowledgement is between it and the agent. One that comes again is answered again.
     */
    void fromExecutor(AgentFramework framework, AgentExecutor executor, TaskStatus status) {
        TaskID task = status.getTaskId();
        boolean ended = executor.completed.stream()
                .anyMatch(completed -> completed.info().getTaskId().equals(task));
        if (ended || stored(framework, status)) {
            executor.send(acknowledged(status));
            return;
        }
        TaskStatus.Builder complete = status.toBuilder()
                .setAgentId(context.state().info.getId())
                .setTimestamp(status.hasTimestamp() ? status.getTimestamp() : context.timestamp())
                .setContainerStatus(containerStatus(executor, status));
        boolean ending = status.getState() == TaskState.TASK_KILLED || status.getState() == TaskState.TASK_KILLING;
        if (context.state().draining && ending) {
            complete.setReason(TaskStatus.Reason.REASON_AGENT_DRAINING);
        }
        if (!add(framework, Optional.of(executor), complete.build())) {
            LOG.debug("task {}: update {} is a duplicate or comes after the end", task.getValue(), status.getState());
        }
        if (stored(framework, status)) {
            executor.send(acknowledged(status));
        }
    }

    private boolean stored(AgentFramework framework, TaskStatus status) {
        return context.updates().stored(framework.id(), status.getTaskId(), status.getUuid());
    }

    /** The agent itself says that a task has ended. */
    void fromAgent(
            AgentFramework framework,
            Optional<AgentExecutor> executor,
            TaskID task,
            TaskState state,
            TaskStatus.Reason reason,
            String message) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(task)
                .setState(state)
                .setMessage(message)
                .setSource(TaskStatus.Source.SOURCE_AGENT)
                .setReason(reason)
                .setAgentId(context.state().info.getId())
                .setTimestamp(context.timestamp())
                .setUuid(context.randomUuid());
        executor.ifPresent(known -> status.setExecutorId(known.info.getExecutorId()));
        add(framework, executor, status.build());
    }

    private boolean add(AgentFramework framework, Optional<AgentExecutor> executor, TaskStatus status) {
        if (framework.terminating) {
            return false;
        }
        Optional<AgentTask> task = executor.flatMap(known -> known.task(status.getTaskId()));
        Optional<UpdateLog> log = task.flatMap(known -> log(framework, executor.orElseThrow(), known));
        boolean added = context.updates().add(framework.id(), status, log);
        if (added) {
            task.ifPresent(known -> known.received(status));
            sendDue();
        }
        return added;
    }

    private Optional<UpdateLog> log(AgentFramework framework, AgentExecutor executor, AgentTask task) {
        if (!framework.info.getCheckpoint()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    context.checkpoints().updates(executor.run, task.info().getTaskId()));
        } catch (IOException e) {
            LOG.error("updates of task {} cannot be checkpointed: {}", task.id(), e.toString());
            return Optional.empty();
        }
    }

    /** Takes an acknowledgement; tells the executor whose task has now ended for good. */
    Optional<AgentExecutor> acknowledged(ToAgent.UpdateAcknowledged message) {
        boolean answered = context.updates().stored(message.frameworkId(), message.taskId(), message.uuid());
        Optional<TaskStatus> status =
                context.updates().acknowledge(message.frameworkId(), message.taskId(), message.uuid());
        if (status.isEmpty()) {
            LOG.debug(
                    "task {}: an acknowledgement of nothing that waits for one",
                    message.taskId().getValue());
            return Optional.empty();
        }
        Optional<AgentExecutor> executor =
                context.state().framework(message.frameworkId()).flatMap(known -> known.executorOf(message.taskId()));
        if (status.get().getSource() == TaskStatus.Source.SOURCE_EXECUTOR && !answered) {
            executor.ifPresent(known -> known.send(acknowledged(status.get())));
        }
        boolean ended = context.updates().terminated(message.frameworkId(), message.taskId());
        if (ended) {
            executor.ifPresent(known -> known.complete(message.taskId()));
            context.updates().remove(message.frameworkId(), message.taskId());
        }
        sendDue();
        return ended ? executor : Optional.empty();
    }

    /** Sends what is due now. */
    void sendDue() {
        for (UpdateStreams.Due due : context.updates().due(context.now())) {
            Optional<AgentTask> task = context.state()
                    .framework(due.framework())
                    .flatMap(framework -> framework
                            .executorOf(due.status().getTaskId())
                            .flatMap(executor -> executor.task(due.status().getTaskId())));
            task.ifPresent(known -> known.forwarded(due.status()));
            TaskState latest = task.map(AgentTask::state).orElse(due.status().getState());
            context.master().accept(new ToMaster.StatusUpdate(due.framework(), due.status(), latest.getNumber()));
        }
    }

    private static Event acknowledged(TaskStatus status) {
        return Event.newBuilder()
                .setType(Event.Type.ACKNOWLEDGED)
                .setAcknowledged(Event.Acknowledged.newBuilder()
                        .setTaskId(status.getTaskId())
                        .setUuid(status.getUuid()))
                .build();
    }

    /**
     * What the executor says of its container stays; the agent adds what it knows better. Of a nested container that does
     * not live there is no more to say.
     */
    private ContainerStatus containerStatus(AgentExecutor executor, TaskStatus status) {
        ContainerStatus.Builder container = status.getContainerStatus().toBuilder();
        boolean nested = container.getContainerId().hasParent();
        if (nested && !container.hasExecutorPid()) {
            return container.build();
        }
        if (!container.hasContainerId()) {
            container.setContainerId(ContainerID.newBuilder().setValue(executor.run.container()));
        }
        if (container.getNetworkInfosCount() == 0) {
            container.addNetworkInfos(NetworkInfo.newBuilder()
                    .addIpAddresses(NetworkInfo.IPAddress.newBuilder()
                            .setProtocol(NetworkInfo.Protocol.IPv4)
                            .setIpAddress(context.options().ip())));
        }
        if (!nested) {
            executor.process.ifPresent(process -> container.setExecutorPid(Math.toIntExact(process.pid())));
        }
        return container.build();
    }
}

package org.mesoselk.localmesos.agent;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent does with each message of its master and each call of its executors. All on the agent's loop. */
final class AgentCore {

    private static final Logger LOG = LoggerFactory.getLogger(AgentCore.class);

    private final AgentContext context;
    private final TaskUpdates updates;
    private final ExecutorLife executors;
    private final TaskLaunch launch;
    private final AgentOperations operations;
    private final Consumer<String> shutdown;

    /** @param shutdown told why, when the master orders this agent to end */
    AgentCore(AgentContext context, AgentOperations operations, Consumer<String> shutdown) {
        this.context = context;
        this.operations = operations;
        this.shutdown = shutdown;
        this.updates = new TaskUpdates(context);
        this.executors = new ExecutorLife(context, updates);
        this.launch = new TaskLaunch(context, updates, executors, operations.volumes());
    }

    void handle(ToAgent message) {
        if (message instanceof ToAgent.Registered registered) {
            registered(registered.agentId());
        } else if (message instanceof ToAgent.RunTask run) {
            launch.run(run);
        } else if (message instanceof ToAgent.RunTaskGroup run) {
            launch.run(run);
        } else if (message instanceof ToAgent.KillTask kill) {
            kill(kill.frameworkId(), kill.taskId(), kill.killPolicy());
        } else if (message instanceof ToAgent.KillTasks kills) {
            kills.taskIds().forEach(task -> kill(kills.frameworkId(), task, Optional.empty()));
        } else if (message instanceof ToAgent.ShutdownExecutor shut) {
            shutdownExecutor(shut.frameworkId(), shut.executorId());
        } else if (message instanceof ToAgent.ShutdownFramework shut) {
            shutdownFramework(shut.frameworkId());
        } else if (message instanceof ToAgent.FrameworkMessage forward) {
            forward(forward);
        } else if (message instanceof ToAgent.UpdateAcknowledged acknowledged) {
            acknowledged(acknowledged);
        } else if (message instanceof ToAgent.ApplyOperation apply) {
            operations.apply(apply);
        } else if (message instanceof ToAgent.ReconcileOperations asked) {
            operations.reconcile(asked);
        } else if (message instanceof ToAgent.OperationAcknowledged acknowledged) {
            operations.acknowledged(acknowledged);
        } else if (message instanceof ToAgent.Drain drain) {
            drain(drain.config());
        } else if (message instanceof ToAgent.Reactivate) {
            context.state().draining = false;
        } else if (message instanceof ToAgent.UpdateFramework update) {
            updateFramework(update);
        } else if (message instanceof ToAgent.Ping) {
            context.master().accept(new ToMaster.Pong());
        } else if (message instanceof ToAgent.Shutdown end) {
            shutdown.accept(end.reason());
        }
    }

    private void registered(AgentID id) {
        if (!context.state().info.getId().equals(id)) {
            LOG.info("this agent is {}", id.getValue());
            context.state().info = context.state().info.toBuilder().setId(id).build();
        }
        context.checkpoint("the agent's info", () -> context.checkpoints().agent(context.state().info));
        context.updates().resume();
        updates.sendDue();
        operations.registered();
    }

    void disconnected() {
        context.updates().pause();
        operations.disconnected();
    }

    private void kill(FrameworkID frameworkId, TaskID taskId, Optional<KillPolicy> policy) {
        Optional<AgentFramework> framework = context.state().framework(frameworkId);
        if (framework.isEmpty()) {
            LOG.warn(
                    "cannot kill task {}: its framework {} is unknown here", taskId.getValue(), frameworkId.getValue());
            return;
        }
        Optional<AgentExecutor> executor = framework.get().executorOf(taskId);
        if (executor.isEmpty()) {
            updates.fromAgent(
                    framework.get(),
                    Optional.empty(),
                    taskId,
                    framework.get().partitionAware() ? TaskState.TASK_DROPPED : TaskState.TASK_LOST,
                    Reason.REASON_EXECUTOR_TERMINATED,
                    "Cannot find executor");
            return;
        }
        kill(framework.get(), executor.get(), taskId, policy);
    }

    private void kill(AgentFramework framework, AgentExecutor executor, TaskID taskId, Optional<KillPolicy> policy) {
        List<AgentExecutor.Queued> waiting = executor.queued.stream()
                .filter(entry -> entry.tasks().stream()
                        .anyMatch(task -> task.info().getTaskId().equals(taskId)))
                .toList();
        if (!waiting.isEmpty()) {
            // A group goes as a whole.
            executor.queued.removeAll(waiting);
            for (AgentTask task : waiting.get(0).tasks()) {
                executor.launched.put(task.info().getTaskId(), task);
                updates.fromAgent(
                        framework,
                        Optional.of(executor),
                        task.info().getTaskId(),
                        TaskState.TASK_KILLED,
                        Reason.REASON_TASK_KILLED_DURING_LAUNCH,
                        "Killed before delivery to the executor");
            }
            if (executor.queued.isEmpty() && !executor.everSentTask && !executor.recovered) {
                executors.shutdown(framework, executor);
            }
        } else if (executor.stream.isPresent()) {
            executor.send(ExecutorLife.kill(taskId, policy));
        } else {
            executor.killsToSend.put(taskId, policy);
        }
    }

    private void drain(DrainConfig config) {
        context.state().draining = true;
        Optional<KillPolicy> policy = config.hasMaxGracePeriod()
                ? Optional.of(KillPolicy.newBuilder()
                        .setGracePeriod(config.getMaxGracePeriod())
                        .build())
                : Optional.empty();
        for (AgentFramework framework : List.copyOf(context.state().frameworks.values())) {
            for (AgentExecutor executor : List.copyOf(framework.executors.values())) {
                executor.liveTasks().stream()
                        .filter(task -> !task.terminal())
                        .forEach(task -> kill(framework, executor, task.info().getTaskId(), policy));
            }
        }
    }

    private void acknowledged(ToAgent.UpdateAcknowledged message) {
        Optional<AgentExecutor> executor = updates.acknowledged(message);
        context.state().framework(message.frameworkId()).ifPresent(framework -> {
            executor.ifPresent(known -> executors.retireIfDone(framework, known));
            executors.retireIfIdle(framework);
        });
    }

    private void shutdownExecutor(FrameworkID frameworkId, ExecutorID executorId) {
        context.state()
                .executor(frameworkId, executorId)
                .ifPresentOrElse(
                        executor -> executors.shutdown(
                                context.state().framework(frameworkId).orElseThrow(), executor),
                        () -> LOG.warn("cannot shut down executor {}: it is unknown here", executorId.getValue()));
    }

    private void shutdownFramework(FrameworkID frameworkId) {
        operations.forget(frameworkId);
        context.state().framework(frameworkId).ifPresent(framework -> {
            framework.terminating = true;
            context.updates().remove(frameworkId);
            for (AgentExecutor executor : List.copyOf(framework.executors.values())) {
                executors.shutdown(framework, executor);
                executors.retireIfDone(framework, executor);
            }
        });
    }

    /** Ends every executor in order. */
    void shutdownAll() {
        List.copyOf(context.state().frameworks.keySet()).forEach(this::shutdownFramework);
    }

    private void forward(ToAgent.FrameworkMessage message) {
        context.state()
                .executor(message.frameworkId(), message.executorId())
                .ifPresent(executor -> executor.send(Event.newBuilder()
                        .setType(Event.Type.MESSAGE)
                        .setMessage(Event.Message.newBuilder().setData(message.data()))
                        .build()));
    }

    private void updateFramework(ToAgent.UpdateFramework message) {
        operations.resume(message.framework().getId());
        context.state().framework(message.framework().getId()).ifPresent(framework -> {
            framework.info = message.framework();
            if (framework.info.getCheckpoint()) {
                context.checkpoint(
                        "framework " + framework.id().getValue(),
                        () -> context.checkpoints().framework(context.state().id(), framework.info));
            }
            context.updates().resume(framework.id());
            updates.sendDue();
        });
    }

    void subscribe(FrameworkID frameworkId, ExecutorID executorId, ExecutorStream stream, Call.Subscribe subscribe) {
        Optional<AgentExecutor> executor = context.state().executor(frameworkId, executorId);
        if (executor.isEmpty()) {
            stream.end();
            return;
        }
        executors.subscribed(context.state().framework(frameworkId).orElseThrow(), executor.get(), stream, subscribe);
    }

    void gone(FrameworkID frameworkId, ExecutorID executorId, ExecutorStream stream) {
        context.state().executor(frameworkId, executorId).ifPresent(executor -> {
            if (executor.stream.filter(current -> current == stream).isPresent()) {
                executor.stream = Optional.empty();
            }
        });
    }

    void update(FrameworkID frameworkId, ExecutorID executorId, TaskStatus status) {
        context.state()
                .executor(frameworkId, executorId)
                .ifPresent(executor -> updates.fromExecutor(
                        context.state().framework(frameworkId).orElseThrow(), executor, status));
    }

    void message(FrameworkID frameworkId, ExecutorID executorId, ByteString data) {
        context.master()
                .accept(new ToMaster.ExecutorMessage(context.state().info.getId(), frameworkId, executorId, data));
    }

    void tick(Instant now) {
        executors.tick(now);
        updates.sendDue();
        operations.sendDue(now);
    }

    void heartbeat() {
        Event heartbeat = Event.newBuilder().setType(Event.Type.HEARTBEAT).build();
        context.state().executors().forEach(executor -> executor.send(heartbeat));
    }
}

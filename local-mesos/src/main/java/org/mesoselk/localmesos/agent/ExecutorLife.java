package org.mesoselk.localmesos.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.localmesos.agent.AgentExecutor.Cause;
import org.mesoselk.localmesos.agent.AgentExecutor.State;
import org.mesoselk.localmesos.agent.docker.DockerContainer;
import org.mesoselk.localmesos.agent.process.CommandLine;
import org.mesoselk.localmesos.agent.process.Launch;
import org.mesoselk.localmesos.agent.process.LaunchResult;
import org.mesoselk.localmesos.agent.process.ProcessId;
import org.mesoselk.localmesos.agent.process.WaitStatus;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of executors: launched, subscribed, shut down, ended. All on the agent's loop. */
final class ExecutorLife {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLife.class);

    private final AgentContext context;
    private final TaskUpdates updates;

    ExecutorLife(AgentContext context, TaskUpdates updates) {
        this.context = context;
        this.updates = updates;
    }

    /** @param first for a command executor: the task that it was made up for */
    void launch(AgentFramework framework, AgentExecutor executor, AgentTask first) {
        AgentOptions options = context.options();
        boolean switching = options.switchUser() && "root".equals(System.getProperty("user.name"));
        CommandInfo command = executor.command ? first.info().getCommand() : executor.info.getCommand();
        String user = command.hasUser() ? command.getUser() : framework.info.getUser();
        boolean brought = !executor.command && !executor.isDefault();
        ContainerInfo container = executor.command ? first.info().getContainer() : executor.info.getContainer();
        Optional<String> image = CommandExecutors.image(container);
        boolean mightBe = brought && DockerContainer.isAsked(container);
        boolean inDocker = mightBe && options.docker().isPresent();
        if (image.isPresent() && !inDocker) {
            launched(framework, executor, new LaunchResult.Failed(refusal(image.get(), mightBe)));
            return;
        }
        Map<String, String> environment = ExecutorEnvironment.of(
                options,
                context.state().id(),
                context.state().info.getPort(),
                framework.info,
                executor.info,
                executor.command ? CommandInfo.getDefaultInstance() : command,
                executor.sandbox);
        Launch launch;
        try {
            launch = inDocker
                    ? InDocker.launch(options.docker().get(), executor, options.workDir(), environment)
                    : new Launch(
                            executor.run.container(),
                            executor.sandbox,
                            command.getUrisList(),
                            switching && !user.isEmpty() ? Optional.of(user) : Optional.empty(),
                            brought,
                            line(executor, command, switching),
                            environment,
                            Optional.empty());
        } catch (IllegalArgumentException e) {
            launched(framework, executor, new LaunchResult.Failed("Failed to launch container: " + e.getMessage()));
            return;
        }
        context.launcher()
                .launch(launch, result -> context.loop().execute(() -> launched(framework, executor, result)));
    }

    /** @param mightBe whether another agent of this kind could */
    private static String refusal(String image, boolean mightBe) {
        return "Failed to launch container: the image '" + image + "' was asked for, and "
                + (mightBe
                        ? "this agent runs processes of its host only; start it with --containerizers=docker,mesos,"
                        : "local-mesos runs nothing but executors of frameworks in containers of Docker; use an agent of"
                                + " Mesos with --containerizers=docker,mesos,")
                + " or ask for no container";
    }

    private static List<String> line(AgentExecutor executor, CommandInfo command, boolean switching) {
        if (executor.command) {
            return CommandExecutors.command(switching);
        }
        return executor.isDefault() ? CommandExecutors.defaultExecutor(switching) : CommandLine.of(command);
    }

    private void launched(AgentFramework framework, AgentExecutor executor, LaunchResult result) {
        if (result instanceof LaunchResult.Failed failed) {
            LOG.info("executor {}: {}", executor.id(), failed.sentence());
            executor.cause = Optional.of(new Cause(Reason.REASON_CONTAINER_LAUNCH_FAILED, failed.sentence()));
            ended(framework, executor, WaitStatus.UNKNOWN);
            return;
        }
        LaunchResult.Started started = (LaunchResult.Started) result;
        LOG.info(
                "executor {} runs as process {}",
                executor.id(),
                started.process().pid());
        executor.process = Optional.of(started.process());
        if (framework.info.getCheckpoint()) {
            context.checkpoint(
                    "executor " + executor.id(), () -> context.checkpoints().started(executor.run, started.process()));
        }
        if (executor.state == State.REGISTERING) {
            executor.deadline = Optional.of(context.now().plus(context.options().executorRegistrationTimeout()));
        }
        CompletableFuture<Integer> unused = started.end()
                .whenComplete((status, failure) -> context.loop()
                        .execute(() -> ended(framework, executor, failure == null ? status : WaitStatus.UNKNOWN)));
        if (executor.destroying) {
            destroy(framework, executor);
        }
    }

    /** An executor has opened its stream, for the first time or again. */
    void subscribed(AgentFramework framework, AgentExecutor executor, ExecutorStream stream, Call.Subscribe subscribe) {
        executor.stream.ifPresent(ExecutorStream::end);
        executor.stream = Optional.of(stream);
        executor.send(Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setExecutorInfo(executor.info)
                        .setFrameworkInfo(framework.info)
                        .setAgentInfo(context.state().info)
                        .setContainerId(ContainerID.newBuilder().setValue(executor.run.container())))
                .build());
        subscribe
                .getUnacknowledgedUpdatesList()
                .forEach(update -> updates.fromExecutor(framework, executor, update.getStatus()));
        if (executor.state == State.TERMINATING || executor.state == State.TERMINATED) {
            executor.send(Event.newBuilder().setType(Event.Type.SHUTDOWN).build());
            return;
        }
        if (executor.recovered && executor.state == State.REGISTERING) {
            dropUndelivered(framework, executor, subscribe);
        }
        executor.state = State.RUNNING;
        executor.deadline = Optional.empty();
        deliver(executor);
        executor.killsToSend.forEach((task, policy) -> executor.send(kill(task, policy)));
        executor.killsToSend.clear();
    }

    /** What the agent was given just before it died never reached the executor. */
    private void dropUndelivered(AgentFramework framework, AgentExecutor executor, Call.Subscribe subscribe) {
        List<TaskID> known = subscribe.getUnacknowledgedTasksList().stream()
                .map(task -> task.getTaskId())
                .toList();
        for (AgentTask task : List.copyOf(executor.launched.values())) {
            if (task.state() == TaskState.TASK_STAGING
                    && !known.contains(task.info().getTaskId())) {
                updates.fromAgent(
                        framework,
                        Optional.of(executor),
                        task.info().getTaskId(),
                        framework.partitionAware() ? TaskState.TASK_DROPPED : TaskState.TASK_LOST,
                        Reason.REASON_AGENT_RESTARTED,
                        "Task launched during agent restart");
            }
        }
    }

    /** Sends the queued tasks when the executor is there to take them. */
    void deliver(AgentExecutor executor) {
        if (executor.state != State.RUNNING) {
            return;
        }
        for (AgentExecutor.Queued entry : executor.queued) {
            entry.tasks().forEach(task -> executor.launched.put(task.info().getTaskId(), task));
            executor.everSentTask = true;
            executor.send(launchEvent(entry));
        }
        executor.queued.clear();
    }

    private static Event launchEvent(AgentExecutor.Queued entry) {
        if (!entry.group()) {
            return Event.newBuilder()
                    .setType(Event.Type.LAUNCH)
                    .setLaunch(Event.Launch.newBuilder()
                            .setTask(entry.tasks().get(0).info()))
                    .build();
        }
        TaskGroupInfo.Builder group = TaskGroupInfo.newBuilder();
        entry.tasks().forEach(task -> group.addTasks(task.info()));
        return Event.newBuilder()
                .setType(Event.Type.LAUNCH_GROUP)
                .setLaunchGroup(Event.LaunchGroup.newBuilder().setTaskGroup(group))
                .build();
    }

    static Event kill(TaskID task, Optional<org.apache.mesos.v1.Protos.KillPolicy> policy) {
        Event.Kill.Builder kill = Event.Kill.newBuilder().setTaskId(task);
        policy.ifPresent(kill::setKillPolicy);
        return Event.newBuilder().setType(Event.Type.KILL).setKill(kill).build();
    }

    /** Asks it to end; after its grace it is killed. */
    void shutdown(AgentFramework framework, AgentExecutor executor) {
        if (executor.state == State.TERMINATING || executor.state == State.TERMINATED) {
            return;
        }
        boolean starting = executor.state == State.REGISTERING && !executor.recovered;
        executor.state = State.TERMINATING;
        if (starting) {
            destroy(framework, executor);
            return;
        }
        // One that is not connected just now hears of it when it comes back within its grace.
        executor.send(Event.newBuilder().setType(Event.Type.SHUTDOWN).build());
        Duration grace = executor.info.hasShutdownGracePeriod()
                ? Duration.ofNanos(executor.info.getShutdownGracePeriod().getNanoseconds())
                : context.options().executorShutdownGrace();
        executor.deadline = Optional.of(context.now().plus(grace));
    }

    /** Kills everything in the container, at once or as soon as it has started. */
    void destroy(AgentFramework framework, AgentExecutor executor) {
        executor.state = State.TERMINATING;
        executor.deadline = Optional.empty();
        executor.destroying = true;
        if (executor.process.isPresent()) {
            ProcessId process = executor.process.get();
            context.launcher()
                    .destroy(
                            process,
                            executor.docker(),
                            () -> context.loop().execute(() -> {
                                if (executor.recovered) {
                                    ended(framework, executor, WaitStatus.UNKNOWN);
                                }
                            }));
        } else if (executor.recovered) {
            // The agent that was launching it died before it knew the process: nobody will tell of it any more.
            ended(framework, executor, WaitStatus.UNKNOWN);
        }
    }

    /** Time-outs, and the ends of those executors that are no children of this process. */
    void tick(Instant now) {
        for (AgentFramework framework : List.copyOf(context.state().frameworks.values())) {
            for (AgentExecutor executor : List.copyOf(framework.executors.values())) {
                if (executor.deadline.isPresent() && !now.isBefore(executor.deadline.get())) {
                    overdue(framework, executor);
                }
                boolean gone = executor.recovered
                        && executor.state != State.TERMINATED
                        && !executor.destroying
                        && executor.process.filter(ProcessId::alive).isEmpty();
                if (gone) {
                    destroy(framework, executor);
                }
            }
        }
    }

    private void overdue(AgentFramework framework, AgentExecutor executor) {
        if (executor.state == State.REGISTERING) {
            Duration time = executor.recovered
                    ? context.options().executorReregistrationTimeout()
                    : context.options().executorRegistrationTimeout();
            executor.cause = Optional.of(
                    executor.recovered
                            ? new Cause(
                                    Reason.REASON_EXECUTOR_REREGISTRATION_TIMEOUT,
                                    "Executor did not reregister within " + MesosDuration.format(time))
                            : new Cause(
                                    Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT,
                                    "Executor did not register within " + MesosDuration.format(time)));
        }
        LOG.info("executor {} is killed: its time is over", executor.id());
        destroy(framework, executor);
    }

    /** Nothing of the container lives any more. */
    private void ended(AgentFramework framework, AgentExecutor executor, int status) {
        if (executor.state == State.TERMINATED) {
            return;
        }
        LOG.info("executor {} {}", executor.id(), WaitStatus.describe(status));
        executor.state = State.TERMINATED;
        executor.deadline = Optional.empty();
        executor.stream.ifPresent(ExecutorStream::end);
        executor.stream = Optional.empty();
        context.master()
                .accept(new ToMaster.ExecutorExited(
                        framework.id(), executor.info.getExecutorId(), status, executor.command));
        Cause cause = executor.cause.orElse(new Cause(Reason.REASON_EXECUTOR_TERMINATED, "Executor terminated"));
        executor.queuedTasks().forEach(task -> executor.launched.put(task.info().getTaskId(), task));
        executor.queued.clear();
        for (AgentTask task : List.copyOf(executor.launched.values())) {
            if (!task.terminal()) {
                updates.fromAgent(
                        framework,
                        Optional.of(executor),
                        task.info().getTaskId(),
                        TaskState.TASK_FAILED,
                        cause.reason(),
                        cause.message());
            }
        }
        if (framework.info.getCheckpoint()) {
            context.checkpoint(
                    "the end of executor " + executor.id(),
                    () -> context.checkpoints().ended(executor.run));
        }
        retireIfDone(framework, executor);
    }

    /** An executor is kept until the ends of all its tasks are acknowledged, a framework until its last executor is done. */
    void retireIfDone(AgentFramework framework, AgentExecutor executor) {
        boolean done = executor.state == State.TERMINATED
                && (framework.terminating || executor.liveTasks().isEmpty());
        if (!done) {
            return;
        }
        framework.retire(executor);
        retireIfIdle(framework);
    }

    void retireIfIdle(AgentFramework framework) {
        boolean idle = framework.executors.isEmpty()
                && (framework.terminating || !context.updates().pending(framework.id()));
        if (!idle) {
            return;
        }
        context.updates().remove(framework.id());
        context.state().retire(framework);
        if (framework.terminating) {
            context.checkpoint(
                    "the end of framework " + framework.id().getValue(),
                    () -> context.checkpoints().forgetFramework(context.state().id(), framework.id()));
        }
    }
}

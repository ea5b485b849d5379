package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.mesoselk.commons.process.Users;
import org.mesoselk.localmesos.agent.checkpoint.Sandbox;
import org.mesoselk.localmesos.agent.checkpoint.WorkDir;
import org.mesoselk.localmesos.link.ToAgent;

/** From the master's order to run a task to its executor being on its way up, or having the task. */
final class TaskLaunch {

    private final AgentContext context;
    private final TaskUpdates updates;
    private final ExecutorLife executors;
    private final Volumes volumes;

    TaskLaunch(AgentContext context, TaskUpdates updates, ExecutorLife executors, Volumes volumes) {
        this.context = context;
        this.updates = updates;
        this.executors = executors;
        this.volumes = volumes;
    }

    void run(ToAgent.RunTask message) {
        TaskInfo task = message.task();
        boolean command = !task.hasExecutor();
        ExecutorInfo executor = command
                ? CommandExecutors.of(message.framework(), task)
                : task.getExecutor().toBuilder()
                        .setFrameworkId(message.framework().getId())
                        .build();
        launch(message.framework(), executor, command, List.of(task), false);
    }

    void run(ToAgent.RunTaskGroup message) {
        ExecutorInfo executor = message.executor().toBuilder()
                .setFrameworkId(message.framework().getId())
                .build();
        List<TaskInfo> tasks = message.group().getTasksList().stream()
                .map(task -> task.toBuilder().setExecutor(executor).build())
                .toList();
        launch(message.framework(), executor, false, tasks, true);
    }

    private void launch(
            FrameworkInfo info, ExecutorInfo executorInfo, boolean command, List<TaskInfo> tasks, boolean group) {
        AgentFramework framework = framework(info);
        List<AgentTask> agentTasks = tasks.stream().map(AgentTask::new).toList();
        Optional<AgentExecutor> known = context.state().executor(info.getId(), executorInfo.getExecutorId());
        if (known.isPresent()) {
            try {
                link(framework, known.get(), tasks);
                enlist(framework, known.get(), agentTasks, group);
            } catch (IOException e) {
                fail(framework, agentTasks, "Failed to prepare the task's volumes: " + e.getMessage());
            }
            return;
        }
        try {
            AgentExecutor executor = create(framework, executorInfo, command);
            link(framework, executor, tasks);
            enlist(framework, executor, agentTasks, group);
            executors.launch(framework, executor, agentTasks.get(0));
        } catch (IOException | IllegalArgumentException e) {
            framework.executors.remove(executorInfo.getExecutorId());
            fail(
                    framework,
                    agentTasks,
                    "Failed to create the sandbox of executor '"
                            + executorInfo.getExecutorId().getValue() + "': " + e.getMessage());
        }
    }

    private void link(AgentFramework framework, AgentExecutor executor, List<TaskInfo> tasks) throws IOException {
        List<Resource> resources = new ArrayList<>(executor.info.getResourcesList());
        tasks.forEach(task -> resources.addAll(task.getResourcesList()));
        if (resources.stream().anyMatch(resource -> resource.getDisk().hasPersistence())) {
            CommandInfo command = executor.command ? tasks.get(0).getCommand() : executor.info.getCommand();
            String user = command.hasUser() ? command.getUser() : framework.info.getUser();
            boolean switching = context.options().switchUser() && "root".equals(System.getProperty("user.name"));
            volumes.link(
                    resources, executor.sandbox, switching ? Users.ofThisHost().find(user) : Optional.empty());
        }
    }

    private AgentFramework framework(FrameworkInfo info) {
        AgentFramework framework = context.state().present(info);
        if (info.getCheckpoint()) {
            context.checkpoint(
                    "framework " + info.getId().getValue(),
                    () -> context.checkpoints().framework(context.state().id(), info));
        }
        return framework;
    }

    private AgentExecutor create(AgentFramework framework, ExecutorInfo info, boolean command) throws IOException {
        WorkDir.Run run = new WorkDir.Run(
                context.state().id(),
                framework.id(),
                info.getExecutorId(),
                UUID.randomUUID().toString());
        AgentExecutor executor = new AgentExecutor(info, run, context.dir().sandbox(run), command, false);
        Sandbox.create(executor.sandbox);
        if (framework.info.getCheckpoint()) {
            context.checkpoints().executor(run, info, command);
        }
        framework.executors.put(info.getExecutorId(), executor);
        return executor;
    }

    private void enlist(AgentFramework framework, AgentExecutor executor, List<AgentTask> tasks, boolean group) {
        switch (executor.state) {
            case TERMINATING, TERMINATED -> {
                TaskState state = framework.partitionAware() ? TaskState.TASK_DROPPED : TaskState.TASK_LOST;
                String message =
                        "Executor " + (executor.state == AgentExecutor.State.TERMINATED ? "terminated" : "terminating");
                for (AgentTask task : tasks) {
                    updates.fromAgent(
                            framework,
                            Optional.empty(),
                            task.info().getTaskId(),
                            state,
                            Reason.REASON_EXECUTOR_TERMINATED,
                            message);
                }
            }
            case REGISTERING, RUNNING -> {
                for (AgentTask task : tasks) {
                    if (framework.info.getCheckpoint()) {
                        context.checkpoint(
                                "task " + task.id(), () -> context.checkpoints().task(executor.run, task.info()));
                    }
                }
                executor.queued.add(new AgentExecutor.Queued(tasks, group));
                executors.deliver(executor);
            }
        }
    }

    private void fail(AgentFramework framework, List<AgentTask> tasks, String sentence) {
        for (AgentTask task : tasks) {
            updates.fromAgent(
                    framework,
                    Optional.empty(),
                    task.info().getTaskId(),
                    TaskState.TASK_FAILED,
                    Reason.REASON_CONTAINER_LAUNCH_FAILED,
                    sentence);
        }
    }
}

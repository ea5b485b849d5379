package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.localmesos.agent.checkpoint.WorkDir;
import org.mesoselk.localmesos.agent.docker.DockerContainer;
import org.mesoselk.localmesos.agent.process.ProcessId;

/** One run of an executor and its tasks. Owned by the agent's loop. */
final class AgentExecutor {

    enum State {
        /** Launched, or found again after a restart; has not (re-)subscribed yet. */
        REGISTERING,
        RUNNING,
        /** Told to shut down, or being killed. */
        TERMINATING,
        TERMINATED
    }

    /** Tasks that wait for the executor to subscribe: one, or a group that is launched together. */
    record Queued(List<AgentTask> tasks, boolean group) {}

    /** Why the agent itself ends it, for the tasks that it still has. */
    record Cause(TaskStatus.Reason reason, String message) {}

    private static final int MAX_COMPLETED_TASKS = 200;

    final ExecutorInfo info;
    final WorkDir.Run run;
    final Path sandbox;
    final boolean command;
    final boolean recovered;
    State state = State.REGISTERING;
    Optional<ProcessId> process = Optional.empty();
    Optional<ExecutorStream> stream = Optional.empty();
    /** Being registered must have happened by then, or the orderly end. */
    Optional<Instant> deadline = Optional.empty();

    Optional<Cause> cause = Optional.empty();
    boolean destroying;
    boolean everSentTask;
    final List<Queued> queued = new ArrayList<>();
    final Map<TaskID, AgentTask> launched = new LinkedHashMap<>();
    final Map<TaskID, Optional<KillPolicy>> killsToSend = new LinkedHashMap<>();
    final Deque<AgentTask> completed = new ArrayDeque<>();

    AgentExecutor(ExecutorInfo info, WorkDir.Run run, Path sandbox, boolean command, boolean recovered) {
        this.info = info;
        this.run = run;
        this.sandbox = sandbox;
        this.command = command;
        this.recovered = recovered;
    }

    String id() {
        return info.getExecutorId().getValue();
    }

    boolean isDefault() {
        return info.getType() == ExecutorInfo.Type.DEFAULT;
    }

    /** Name of its container of Docker. */
    Optional<String> docker() {
        return DockerContainer.isAsked(info.getContainer())
                ? Optional.of(DockerContainer.name(run.container()))
                : Optional.empty();
    }

    Optional<AgentTask> task(TaskID id) {
        AgentTask task = launched.get(id);
        return task != null
                ? Optional.of(task)
                : queuedTasks().stream()
                        .filter(queuedTask -> queuedTask.info().getTaskId().equals(id))
                        .findFirst();
    }

    List<AgentTask> queuedTasks() {
        return queued.stream().flatMap(entry -> entry.tasks().stream()).toList();
    }

    /** Queued and launched ones whose end is not acknowledged yet. */
    List<AgentTask> liveTasks() {
        List<AgentTask> tasks = new ArrayList<>(queuedTasks());
        tasks.addAll(launched.values());
        return tasks;
    }

    void send(Event event) {
        stream.ifPresent(open -> open.send(event));
    }

    /** The task's end is acknowledged. */
    void complete(TaskID id) {
        AgentTask task = launched.remove(id);
        if (task != null) {
            completed.add(task);
            if (completed.size() > MAX_COMPLETED_TASKS) {
                completed.remove();
            }
        }
    }

    /** Its own and its unfinished tasks' resources. */
    List<Resource> resources() {
        List<Resource> resources = new ArrayList<>(info.getResourcesList());
        liveTasks().stream()
                .filter(task -> !task.terminal())
                .forEach(task -> resources.addAll(task.info().getResourcesList()));
        return resources;
    }
}

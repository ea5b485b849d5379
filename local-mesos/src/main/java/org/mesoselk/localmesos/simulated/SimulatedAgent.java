package org.mesoselk.localmesos.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** An agent that does what its master says without any process. One thread at a time. */
final class SimulatedAgent {

    /** What is around an agent. */
    interface World {
        void say(String agentId, ToMaster message);

        void later(Duration delay, Runnable work);

        Instant now();
    }

    private record Key(FrameworkID framework, TaskID task) {}

    private final String host;
    private final Duration taskDelay;
    private final World world;
    private final Map<Key, SimulatedTask> tasks = new HashMap<>(2);
    private AgentID id = AgentID.getDefaultInstance();

    SimulatedAgent(String host, Duration taskDelay, World world) {
        this.host = host;
        this.taskDelay = taskDelay;
        this.world = world;
    }

    String host() {
        return host;
    }

    void receive(ToAgent order) {
        if (order instanceof ToAgent.Registered registered) {
            id = registered.agentId();
        } else if (order instanceof ToAgent.Ping) {
            say(new ToMaster.Pong());
        } else if (order instanceof ToAgent.RunTask run) {
            run(
                    run.framework(),
                    run.task(),
                    run.task().hasExecutor() ? Optional.of(run.task().getExecutor()) : Optional.empty());
        } else if (order instanceof ToAgent.RunTaskGroup group) {
            group.group().getTasksList().forEach(task -> run(group.framework(), task, Optional.of(group.executor())));
        } else if (order instanceof ToAgent.KillTask kill) {
            kill(new Key(kill.frameworkId(), kill.taskId()));
        } else if (order instanceof ToAgent.KillTasks kill) {
            kill.taskIds().forEach(task -> kill(new Key(kill.frameworkId(), task)));
        } else if (order instanceof ToAgent.ShutdownExecutor shutdown) {
            List.copyOf(tasks.entrySet()).stream()
                    .filter(task -> task.getKey().framework().equals(shutdown.frameworkId())
                            && task.getValue().executor().equals(Optional.of(shutdown.executorId())))
                    .forEach(task -> kill(task.getKey()));
        } else if (order instanceof ToAgent.ShutdownFramework gone) {
            tasks.keySet().removeIf(key -> key.framework().equals(gone.frameworkId()));
        } else if (order instanceof ToAgent.UpdateAcknowledged acknowledged) {
            acknowledged(acknowledged);
        } else if (order instanceof ToAgent.UpdateFramework) {
            resend(world.now());
        }
        // Messages for executors are heard by nobody; an agent that is told to end is not asked again.
    }

    private void run(FrameworkInfo framework, TaskInfo info, Optional<ExecutorInfo> executor) {
        boolean saysKilling = framework.getCapabilitiesList().stream()
                .anyMatch(can -> can.getType() == Capability.Type.TASK_KILLING_STATE);
        Key key = new Key(framework.getId(), info.getTaskId());
        SimulatedTask task = new SimulatedTask(executor.map(ExecutorInfo::getExecutorId), saysKilling);
        tasks.put(key, task);
        update(key, task, TaskState.TASK_STARTING, "");
        world.later(taskDelay, () -> {
            if (!task.ended() && tasks.get(key) == task) {
                update(key, task, TaskState.TASK_RUNNING, "");
            }
        });
    }

    private void kill(Key key) {
        SimulatedTask task = tasks.get(key);
        if (task != null && !task.ended()) {
            if (task.saysKilling()) {
                update(key, task, TaskState.TASK_KILLING, "");
            }
            update(key, task, TaskState.TASK_KILLED, "Simulated task killed");
        }
    }

    private void update(Key key, SimulatedTask task, TaskState state, String message) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(key.task())
                .setState(state)
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setAgentId(id)
                .setTimestamp(world.now().toEpochMilli() / 1000.0)
                .setUuid(Uuids.next())
                .setContainerStatus(ContainerStatus.newBuilder()
                        .setContainerId(ContainerID.newBuilder()
                                .setValue("simulated-" + key.task().getValue()))
                        .addNetworkInfos(NetworkInfo.newBuilder()
                                .addIpAddresses(
                                        NetworkInfo.IPAddress.newBuilder().setIpAddress(host))));
        task.executor().ifPresent(status::setExecutorId);
        if (!message.isEmpty()) {
            status.setMessage(message);
        }
        task.add(status.build(), world.now()).ifPresent(due -> send(key, due));
    }

    private void acknowledged(ToAgent.UpdateAcknowledged acknowledged) {
        Key key = new Key(acknowledged.frameworkId(), acknowledged.taskId());
        SimulatedTask task = tasks.get(key);
        if (task == null) {
            return;
        }
        task.acknowledge(acknowledged.uuid(), world.now()).ifPresent(due -> send(key, due));
        if (task.over()) {
            tasks.remove(key);
            task.executor()
                    .filter(executor -> isIdle(key.framework(), executor))
                    .ifPresent(executor -> say(new ToMaster.ExecutorExited(key.framework(), executor, 0, false)));
        }
    }

    private boolean isIdle(FrameworkID framework, ExecutorID executor) {
        return tasks.entrySet().stream()
                .noneMatch(task -> task.getKey().framework().equals(framework)
                        && task.getValue().executor().equals(Optional.of(executor)));
    }

    /** Sends again what was sent at {@code before} or earlier and is not acknowledged. */
    void resend(Instant before) {
        tasks.forEach((key, task) -> task.due(before, world.now()).ifPresent(status -> send(key, status)));
    }

    private void send(Key key, TaskStatus status) {
        say(new ToMaster.StatusUpdate(key.framework(), status));
    }

    private void say(ToMaster message) {
        world.say(id.getValue(), message);
    }
}

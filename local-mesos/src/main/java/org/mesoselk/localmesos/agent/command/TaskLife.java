package org.mesoselk.localmesos.agent.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.agent.process.WaitStatus;

/** One command from TASK_STARTING to its end, the same in either executor. All on the executor's loop. */
final class TaskLife {

    /** Mesos' default of a KillPolicy: from SIGTERM to SIGKILL. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(3);

    private enum Phase {
        NEW,
        RUNNING,
        KILLING,
        ENDED
    }

    private final TaskInfo info;
    private final FrameworkInfo framework;
    private final Executor loop;
    private final Consumer<TaskStatus> updates;
    private final Consumer<TaskLife> onEnd;
    private volatile Optional<TaskPlace> place = Optional.empty();
    private volatile Optional<Process> process = Optional.empty();
    private final List<Watch> watches = new ArrayList<>();
    private Optional<Boolean> healthy = Optional.empty();
    private Optional<CheckStatusInfo> checkStatus = Optional.empty();
    /** That is why it is being killed. */
    private boolean unhealthy;

    private Optional<TaskStatus.Reason> endReason = Optional.empty();
    private Phase phase = Phase.NEW;
    /** How it has ended, or is to end once its command has been told to. */
    private TaskState end = TaskState.TASK_FAILED;

    /**
     * A task that is not started yet.
     *
     * @param loop runs what other threads find
     * @param updates gets a status without what the client adds: executor, source, uuid and time
     * @param onEnd told once, after the terminal update
     */
    TaskLife(
            TaskInfo info,
            FrameworkInfo framework,
            Executor loop,
            Consumer<TaskStatus> updates,
            Consumer<TaskLife> onEnd) {
        this.info = info;
        this.framework = framework;
        this.loop = loop;
        this.updates = updates;
        this.onEnd = onEnd;
    }

    TaskInfo info() {
        return info;
    }

    /** Where it is going to run, for the updates from now on. */
    void in(TaskPlace where) {
        place = Optional.of(where);
    }

    /** To be said before anything that may take long. */
    void starting() {
        update(TaskState.TASK_STARTING, "", Optional.empty());
    }

    void start() {
        if (phase != Phase.NEW) {
            return;
        }
        System.err.println("Starting task " + info.getTaskId().getValue());
        try {
            Process started = place.orElseThrow().start(info.getCommand());
            process = Optional.of(started);
            phase = Phase.RUNNING;
            System.err.println("Forked command at " + started.pid());
            update(TaskState.TASK_RUNNING, "", Optional.empty());
            watch();
            CompletableFuture<Void> unused = started.onExit().thenAcceptAsync(ended -> left(ended.exitValue()));
        } catch (IOException | IllegalArgumentException e) {
            failed("Failed to launch the command: " + e.getMessage());
        }
    }

    private void watch() {
        TaskPlace where = place.orElseThrow();
        if (info.hasHealthCheck()) {
            HealthCheck check = info.getHealthCheck();
            Health health = new Health(check, Instant.now());
            watches.add(new Watch(
                    Probe.of(check, where),
                    seconds(check.getDelaySeconds()),
                    seconds(check.getIntervalSeconds()),
                    loop,
                    result -> health.looked(result, Instant.now()).ifPresent(this::judged)));
        }
        if (info.hasCheck()) {
            CheckInfo check = info.getCheck();
            watches.add(new Watch(
                    Probe.of(check, where),
                    seconds(check.getDelaySeconds()),
                    seconds(check.getIntervalSeconds()),
                    loop,
                    result -> checked(CheckStatuses.of(check, result))));
        }
        if (info.hasMaxCompletionTime()) {
            CompletableFuture.delayedExecutor(
                            duration(info.getMaxCompletionTime()).toMillis(), TimeUnit.MILLISECONDS, loop)
                    .execute(this::overtime);
        }
    }

    private void judged(Health.Verdict verdict) {
        healthy = Optional.of(verdict.healthy());
        observed(TaskStatus.Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED);
        if (verdict.kill()) {
            kill(Optional.empty());
            unhealthy = true;
        }
    }

    private void checked(CheckStatusInfo status) {
        if (!checkStatus.equals(Optional.of(status))) {
            checkStatus = Optional.of(status);
            observed(TaskStatus.Reason.REASON_TASK_CHECK_STATUS_UPDATED);
        }
    }

    private void overtime() {
        if (phase == Phase.RUNNING) {
            endReason = Optional.of(TaskStatus.Reason.REASON_MAX_COMPLETION_TIME_REACHED);
            terminate(TaskState.TASK_FAILED, Optional.empty());
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private void left(int exitValue) {
        place.orElseThrow().left();
        loop.execute(() -> ended(exitValue));
    }

    /** It could not be started. */
    void failed(String message) {
        finish(TaskState.TASK_FAILED, message, Optional.empty());
    }

    /** By order of the scheduler; its policy goes before the task's own. */
    void kill(Optional<KillPolicy> policy) {
        if (phase == Phase.NEW) {
            finish(TaskState.TASK_KILLED, "Killed before it was started", Optional.empty());
            return;
        }
        if (phase != Phase.RUNNING) {
            return;
        }
        if (tellsKilling()) {
            update(TaskState.TASK_KILLING, "", Optional.empty());
        }
        terminate(TaskState.TASK_KILLED, policy);
    }

    /** The whole executor is to end: nothing is told of it before the end. */
    void shutdown() {
        if (phase == Phase.RUNNING) {
            terminate(TaskState.TASK_KILLED, Optional.empty());
        } else if (phase == Phase.NEW) {
            kill(Optional.empty());
        }
    }

    private boolean tellsKilling() {
        return framework.getCapabilitiesList().stream()
                .anyMatch(capability -> capability.getType() == FrameworkInfo.Capability.Type.TASK_KILLING_STATE);
    }

    private void terminate(TaskState state, Optional<KillPolicy> policy) {
        end = state;
        phase = Phase.KILLING;
        watches.forEach(Watch::close);
        Duration grace = policy.or(
                        () -> Optional.of(info).filter(TaskInfo::hasKillPolicy).map(TaskInfo::getKillPolicy))
                .filter(KillPolicy::hasGracePeriod)
                .map(given -> duration(given.getGracePeriod()))
                .orElse(DEFAULT_GRACE);
        place.orElseThrow().terminate();
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::killLeft);
    }

    private void killLeft() {
        if (process.filter(Process::isAlive).isPresent()) {
            try {
                place.orElseThrow().kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Duration duration(DurationInfo info) {
        return Duration.ofNanos(info.getNanoseconds());
    }

    private void ended(int exitValue) {
        int status = WaitStatus.ofExitValue(exitValue);
        TaskState state = phase == Phase.KILLING ? end : status == 0 ? TaskState.TASK_FINISHED : TaskState.TASK_FAILED;
        finish(state, "Command " + WaitStatus.describe(status), endReason);
    }

    private void finish(TaskState state, String message, Optional<TaskStatus.Reason> reason) {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        end = state;
        watches.forEach(Watch::close);
        System.err.println(message);
        update(state, message, reason);
        onEnd.accept(this);
    }

    boolean succeeded() {
        return phase == Phase.ENDED && end == TaskState.TASK_FINISHED;
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** What was last found of the task goes with it. */
    private void observed(TaskStatus.Reason reason) {
        TaskStatus.Builder status = status(TaskState.TASK_RUNNING).setReason(reason);
        healthy.ifPresent(status::setHealthy);
        checkStatus.ifPresent(status::setCheckStatus);
        updates.accept(status.build());
    }

    /** As in Mesos, a new state says nothing of what was found before, but that it is why the task was killed. */
    private void update(TaskState state, String message, Optional<TaskStatus.Reason> reason) {
        TaskStatus.Builder status = status(state);
        if (!message.isEmpty()) {
            status.setMessage(message);
        }
        reason.ifPresent(status::setReason);
        if (phase == Phase.ENDED && unhealthy) {
            status.setHealthy(false);
        }
        updates.accept(status.build());
    }

    private TaskStatus.Builder status(TaskState state) {
        TaskStatus.Builder status =
                TaskStatus.newBuilder().setTaskId(info.getTaskId()).setState(state);
        if (info.hasCheck()) {
            status.setCheckStatus(CheckStatuses.none(info.getCheck()));
        }
        Optional<Long> alive = phase == Phase.ENDED ? Optional.empty() : process.map(Process::pid);
        place.flatMap(where -> where.status(alive)).ifPresent(status::setContainerStatus);
        return status;
    }
}

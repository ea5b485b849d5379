package org.mesoselk.localmesos.agent.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.commons.mesos.ExecutorEnvironment;
import org.mesoselk.commons.mesos.ExecutorListener;
import org.mesoselk.commons.mesos.MesosExecutorClient;
import org.mesoselk.localmesos.agent.process.WaitStatus;

/**
 * The agent's own executor, for a task that is just a command: a process of its own, so that the task outlives the
 * agent. Runs one task, then ends.
 */
public final class CommandExecutor implements ExecutorListener {

    /** Mesos' default of a KillPolicy: from SIGTERM to SIGKILL. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(3);

    private static final Duration LAST_ACKNOWLEDGEMENT = Duration.ofSeconds(30);

    private final ExecutorEnvironment environment;
    private final boolean switchUser;
    private final ExecutorClient client;
    private final BlockingQueue<Runnable> todo = new LinkedBlockingQueue<>();
    private Optional<TaskInfo> task = Optional.empty();
    private Optional<FrameworkInfo> framework = Optional.empty();
    private Optional<CommandTask> running = Optional.empty();
    private boolean killed;
    private boolean done;

    private CommandExecutor(ExecutorEnvironment environment, boolean switchUser) {
        this.environment = environment;
        this.switchUser = switchUser;
        this.client = new MesosExecutorClient(environment, this);
    }

    /**
     * What an agent starts.
     *
     * @param args {@code --switch-user}: run the command as the command's or the framework's user
     */
    public static void main(String[] args) throws InterruptedException {
        boolean switchUser = args.length > 0 && args[0].equals("--switch-user");
        CommandExecutor executor = new CommandExecutor(ExecutorEnvironment.parse(System.getenv()), switchUser);
        executor.run();
        System.exit(0);
    }

    private void run() throws InterruptedException {
        client.start();
        while (!done) {
            todo.take().run();
        }
        if (!client.awaitAcknowledged(LAST_ACKNOWLEDGEMENT)) {
            System.err.println("The task's end was not acknowledged in time; the agent keeps it");
        }
        client.close();
    }

    @Override
    public void event(Event event) {
        switch (event.getType()) {
            case SUBSCRIBED ->
                todo.add(() -> framework = Optional.of(event.getSubscribed().getFrameworkInfo()));
            case LAUNCH -> todo.add(() -> launch(event.getLaunch().getTask()));
            case KILL ->
                todo.add(() -> kill(
                        event.getKill().hasKillPolicy()
                                ? Optional.of(event.getKill().getKillPolicy())
                                : Optional.empty()));
            case SHUTDOWN -> todo.add(this::shutdown);
            case ERROR ->
                System.err.println("Error from the agent: " + event.getError().getMessage());
            case LAUNCH_GROUP, ACKNOWLEDGED, MESSAGE, HEARTBEAT, UNKNOWN -> {}
        }
    }

    @Override
    public void abandoned(String cause) {
        System.err.println(cause);
        todo.add(this::shutdown);
    }

    private void launch(TaskInfo info) {
        task = Optional.of(info);
        update(TaskState.TASK_STARTING, Optional.empty());
        System.err.println("Starting task " + info.getTaskId().getValue());
        CommandInfo command = info.getCommand();
        String user = command.hasUser()
                ? command.getUser()
                : framework.map(FrameworkInfo::getUser).orElse("");
        try {
            CommandTask started = CommandTask.start(info, switchUser ? user : "");
            running = Optional.of(started);
            System.err.println("Forked command at " + started.pid());
            update(TaskState.TASK_RUNNING, Optional.empty());
            CompletableFuture<Void> unused = started.end().thenAccept(status -> todo.add(() -> ended(status)));
        } catch (java.io.IOException | IllegalArgumentException e) {
            update(TaskState.TASK_FAILED, Optional.of("Failed to launch the command: " + e.getMessage()));
            done = true;
        }
    }

    private void kill(Optional<KillPolicy> policy) {
        if (running.isEmpty() || killed) {
            return;
        }
        killed = true;
        boolean tellsKilling = framework.stream()
                .flatMap(info -> info.getCapabilitiesList().stream())
                .anyMatch(capability -> capability.getType() == FrameworkInfo.Capability.Type.TASK_KILLING_STATE);
        if (tellsKilling) {
            update(TaskState.TASK_KILLING, Optional.empty());
        }
        Optional<KillPolicy> effective =
                policy.or(() -> task.filter(TaskInfo::hasKillPolicy).map(TaskInfo::getKillPolicy));
        Duration grace = effective
                .filter(KillPolicy::hasGracePeriod)
                .map(given -> Duration.ofNanos(given.getGracePeriod().getNanoseconds()))
                .orElse(DEFAULT_GRACE);
        running.get().kill(grace);
    }

    private void shutdown() {
        if (running.isEmpty()) {
            done = true;
            return;
        }
        killed = true;
        running.get().kill(DEFAULT_GRACE);
    }

    private void ended(int status) {
        TaskState state =
                killed ? TaskState.TASK_KILLED : status == 0 ? TaskState.TASK_FINISHED : TaskState.TASK_FAILED;
        String message = "Command " + WaitStatus.describe(status);
        System.err.println(message);
        update(state, Optional.of(message));
        done = true;
    }

    private void update(TaskState state, Optional<String> message) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(task.orElseThrow().getTaskId())
                .setState(state)
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setExecutorId(ExecutorID.newBuilder().setValue(environment.executorId()));
        message.ifPresent(status::setMessage);
        client.update(status.build());
    }
}

package org.mesoselk.localmesos.agent.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.commons.mesos.ExecutorEnvironment;
import org.mesoselk.commons.mesos.ExecutorListener;
import org.mesoselk.commons.mesos.MesosExecutorClient;

/** What the two executors that come with an agent share: one thread that does everything, in turn, until the end. */
abstract class OwnExecutor implements ExecutorListener {

    private static final Duration LAST_ACKNOWLEDGEMENT = Duration.ofSeconds(30);

    private final ExecutorEnvironment environment;
    private final boolean switchUser;
    private final ExecutorClient client;
    private final BlockingQueue<Runnable> todo = new LinkedBlockingQueue<>();
    private boolean done;

    OwnExecutor(String[] args) {
        this.environment = ExecutorEnvironment.parse(System.getenv());
        this.switchUser = args.length > 0 && args[0].equals("--switch-user");
        this.client = new MesosExecutorClient(environment, this);
    }

    final void run() throws InterruptedException {
        client.start();
        while (!done) {
            todo.take().run();
        }
        if (!client.awaitAcknowledged(LAST_ACKNOWLEDGEMENT)) {
            System.err.println("A task's end was not acknowledged in time; the agent keeps it");
        }
        client.close();
    }

    @Override
    public final void event(Event event) {
        switch (event.getType()) {
            case SUBSCRIBED -> todo.add(() -> subscribed(event.getSubscribed()));
            case LAUNCH -> todo.add(() -> launch(event.getLaunch().getTask()));
            case LAUNCH_GROUP ->
                todo.add(() -> launchGroup(event.getLaunchGroup().getTaskGroup()));
            case KILL ->
                todo.add(() -> kill(
                        event.getKill().getTaskId(),
                        event.getKill().hasKillPolicy()
                                ? Optional.of(event.getKill().getKillPolicy())
                                : Optional.empty()));
            case SHUTDOWN -> todo.add(this::shutdown);
            case ERROR ->
                System.err.println("Error from the agent: " + event.getError().getMessage());
            case ACKNOWLEDGED, MESSAGE, HEARTBEAT, UNKNOWN -> {}
        }
    }

    @Override
    public final void abandoned(String cause) {
        System.err.println(cause);
        todo.add(this::shutdown);
    }

    abstract void subscribed(Event.Subscribed event);

    abstract void launch(TaskInfo info);

    void launchGroup(TaskGroupInfo group) {
        System.err.println("This executor runs no groups of tasks");
    }

    abstract void kill(TaskID task, Optional<KillPolicy> policy);

    abstract void shutdown();

    /** Nothing is left to do: {@link #run} comes to its end. */
    final void end() {
        done = true;
    }

    final Executor loop() {
        return todo::add;
    }

    final ExecutorEnvironment environment() {
        return environment;
    }

    final void update(TaskStatus status) {
        client.update(status.toBuilder()
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setExecutorId(ExecutorID.newBuilder().setValue(environment.executorId()))
                .build());
    }

    /** Empty: as the executor itself. */
    final String userOf(TaskInfo task, FrameworkInfo framework) {
        if (!switchUser) {
            return "";
        }
        return task.getCommand().hasUser() ? task.getCommand().getUser() : framework.getUser();
    }
}

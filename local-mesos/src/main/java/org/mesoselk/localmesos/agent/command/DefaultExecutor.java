package org.mesoselk.localmesos.agent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.commons.mesos.AgentTls;
import org.mesoselk.localmesos.agent.fetch.Fetcher;

/**
 * Mesos' executor for groups of tasks, each task in a container nested in the executor's. When one task of a group fails
 * or is killed the others are killed; when no task is left the executor ends.
 */
public final class DefaultExecutor extends OwnExecutor {

    /** Mesos' fetcher_stall_timeout. */
    private static final Duration FETCH_STALL = Duration.ofMinutes(1);

    private final Fetcher fetcher = new Fetcher(FETCH_STALL, environment().tls().map(AgentTls::context));
    private final List<List<TaskLife>> groups = new ArrayList<>();
    private Optional<FrameworkInfo> framework = Optional.empty();
    private Optional<NestedContainer.Parent> container = Optional.empty();

    private DefaultExecutor(String[] args) {
        super(args);
    }

    /**
     * What an agent starts.
     *
     * @param args {@code --switch-user}: run each command as its own or the framework's user
     */
    public static void main(String[] args) throws InterruptedException {
        new DefaultExecutor(args).run();
        System.exit(0);
    }

    @Override
    void subscribed(Event.Subscribed event) {
        framework = Optional.of(event.getFrameworkInfo());
        container = Optional.of(new NestedContainer.Parent(
                event.getContainerId(),
                Path.of(System.getenv("MESOS_SANDBOX")),
                System.getenv("LIBPROCESS_IP"),
                System.getenv("PATH")));
    }

    @Override
    void launch(TaskInfo info) {
        launchGroup(TaskGroupInfo.newBuilder().addTasks(info).build());
    }

    @Override
    void launchGroup(TaskGroupInfo group) {
        List<TaskLife> lives = new ArrayList<>();
        groups.add(lives);
        for (TaskInfo info : group.getTasksList()) {
            TaskLife life = new TaskLife(info, framework.orElseThrow(), loop(), this::update, this::ended);
            lives.add(life);
            NestedContainer place =
                    new NestedContainer(container.orElseThrow(), info, userOf(info, framework.orElseThrow()));
            life.in(place);
            life.starting();
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> create(place, life));
        }
    }

    /** Fetching may take long. */
    private void create(NestedContainer place, TaskLife life) {
        try {
            place.create(fetcher);
            loop().execute(life::start);
        } catch (IOException | RuntimeException e) {
            loop().execute(() -> life.failed("Failed to launch container: " + e.getMessage()));
        }
    }

    private void ended(TaskLife life) {
        List<TaskLife> group =
                groups.stream().filter(one -> one.contains(life)).findFirst().orElseThrow();
        if (!life.succeeded()) {
            group.forEach(other -> other.kill(Optional.empty()));
        }
        groups.removeIf(one -> one.stream().allMatch(TaskLife::hasEnded));
        if (groups.isEmpty()) {
            end();
        }
    }

    @Override
    void kill(TaskID id, Optional<KillPolicy> policy) {
        List.copyOf(groups).stream()
                .flatMap(List::stream)
                .filter(life -> life.info().getTaskId().equals(id))
                .forEach(life -> life.kill(policy));
    }

    @Override
    void shutdown() {
        if (groups.isEmpty()) {
            end();
        }
        List.copyOf(groups).forEach(group -> group.forEach(TaskLife::shutdown));
    }
}

package org.mesoselk.localmesos.agent.command;

import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.executor.Protos.Event;

/**
 * The agent's own executor, for a task that is just a command: a process of its own, so that the task outlives the
 * agent. Runs one task, then ends.
 */
public final class CommandExecutor extends OwnExecutor {

    private Optional<FrameworkInfo> framework = Optional.empty();
    private Optional<TaskLife> task = Optional.empty();

    private CommandExecutor(String[] args) {
        super(args);
    }

    /**
     * What an agent starts.
     *
     * @param args {@code --switch-user}: run the command as the command's or the framework's user
     */
    public static void main(String[] args) throws InterruptedException {
        new CommandExecutor(args).run();
        System.exit(0);
    }

    @Override
    void subscribed(Event.Subscribed event) {
        framework = Optional.of(event.getFrameworkInfo());
    }

    @Override
    void launch(TaskInfo info) {
        TaskLife life = new TaskLife(info, framework.orElseThrow(), loop(), this::update, ended -> end());
        task = Optional.of(life);
        life.starting();
        life.in(new OwnSession(info, userOf(info, framework.orElseThrow())));
        life.start();
    }

    @Override
    void kill(TaskID id, Optional<KillPolicy> policy) {
        task.ifPresent(life -> life.kill(policy));
    }

    @Override
    void shutdown() {
        task.ifPresentOrElse(TaskLife::shutdown, this::end);
    }
}

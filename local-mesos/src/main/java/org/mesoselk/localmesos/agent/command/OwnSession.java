package org.mesoselk.localmesos.agent.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.localmesos.agent.process.ProcessId;
import org.mesoselk.localmesos.agent.process.ProcessTree;

/**
 * The place of a command task: its executor's session and sandbox, so that both are killed together. The command sees
 * the executor's environment and writes to the executor's stdout and stderr.
 */
final class OwnSession implements TaskPlace {

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(1);

    private final TaskInfo task;
    private final String user;
    private final Set<Long> self = Set.of(ProcessHandle.current().pid());
    private final ProcessTree session =
            new ProcessTree(ProcessId.of(ProcessHandle.current().pid()).orElseThrow());

    /** @param user empty: as the executor itself */
    OwnSession(TaskInfo task, String user) {
        this.task = task;
        this.user = user;
    }

    @Override
    public Process start(CommandInfo command) throws IOException {
        ProcessBuilder builder = TaskProcesses.builder(command, user)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // It is for the executor alone.
        builder.environment().remove("MESOS_EXECUTOR_AUTHENTICATION_TOKEN");
        TaskProcesses.addVariables(builder.environment(), task, command);
        return builder.start();
    }

    @Override
    public Process check(CommandInfo command) throws IOException {
        ProcessBuilder builder = TaskProcesses.builder(command, user);
        builder.environment().remove("MESOS_EXECUTOR_AUTHENTICATION_TOKEN");
        TaskProcesses.addVariables(builder.environment(), task, command);
        return TaskProcesses.startChecking(builder);
    }

    @Override
    public void terminate() {
        session.terminate(self);
    }

    @Override
    public void kill() throws InterruptedException {
        session.kill(self, KILL_PATIENCE);
    }

    @Override
    public void left() {
        // The executor ends after its only task, and the agent kills what is left then.
    }

    @Override
    public Optional<ContainerStatus> status(Optional<Long> pid) {
        return Optional.empty();
    }
}

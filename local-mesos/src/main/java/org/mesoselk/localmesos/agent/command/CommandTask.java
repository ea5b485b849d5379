package org.mesoselk.localmesos.agent.command;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;
import org.mesoselk.localmesos.agent.process.CommandLine;
import org.mesoselk.localmesos.agent.process.ProcessId;
import org.mesoselk.localmesos.agent.process.ProcessTree;
import org.mesoselk.localmesos.agent.process.Switch;
import org.mesoselk.localmesos.agent.process.WaitStatus;

/** The process of a command task. It stays in its executor's session, so that both are killed together. */
final class CommandTask {

    private final Process process;
    private final CompletableFuture<Integer> end;

    private CommandTask(Process process) {
        this.process = process;
        this.end = process.onExit().thenApply(ended -> WaitStatus.ofExitValue(ended.exitValue()));
    }

    /**
     * The command sees the executor's environment, the role of its resources and its own variables; it writes to the
     * executor's stdout and stderr.
     *
     * @param user empty: as the executor itself
     */
    static CommandTask start(TaskInfo task, String user) throws IOException {
        List<String> words = new ArrayList<>();
        if (!user.isEmpty()) {
            UnixUser account = Users.ofThisHost()
                    .find(user)
                    .orElseThrow(() -> new IOException("the user '" + user + "' does not exist on this agent"));
            if (!account.isRoot()) {
                words.addAll(Switch.to(account));
            }
        }
        words.addAll(CommandLine.of(task.getCommand()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // It is for the executor alone.
        builder.environment().remove("MESOS_EXECUTOR_AUTHENTICATION_TOKEN");
        task.getResourcesList().stream()
                .filter(Resource::hasAllocationInfo)
                .findFirst()
                .ifPresent(resource -> builder.environment()
                        .put(
                                "MESOS_ALLOCATION_ROLE",
                                resource.getAllocationInfo().getRole()));
        for (Environment.Variable variable : task.getCommand().getEnvironment().getVariablesList()) {
            builder.environment().put(variable.getName(), variable.getValue());
        }
        return new CommandTask(builder.start());
    }

    long pid() {
        return process.pid();
    }

    /** Completes with the raw wait status. */
    CompletableFuture<Integer> end() {
        return end;
    }

    /** SIGTERM to everything that the command started, SIGKILL to what is left of it after {@code grace}. */
    void kill(Duration grace) {
        ProcessHandle self = ProcessHandle.current();
        ProcessTree session = new ProcessTree(ProcessId.of(self.pid()).orElseThrow());
        session.terminate(Set.of(self.pid()));
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (process.isAlive()) {
                        try {
                            session.kill(Set.of(self.pid()), Duration.ofSeconds(1));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
    }
}

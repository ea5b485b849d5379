package org.mesoselk.localmesos.agent.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;
import org.mesoselk.localmesos.agent.process.CommandLine;
import org.mesoselk.localmesos.agent.process.Switch;

/** What all processes of tasks have in common. */
final class TaskProcesses {

    private TaskProcesses() {}

    /**
     * A process that reads nothing.
     *
     * @param user empty: as the executor itself
     * @throws IOException when there is no such user
     */
    static ProcessBuilder builder(CommandInfo command, String user) throws IOException {
        List<String> words = new ArrayList<>();
        if (!user.isEmpty()) {
            UnixUser account = account(user);
            if (!account.isRoot()) {
                words.addAll(Switch.to(account));
            }
        }
        words.addAll(CommandLine.of(command));
        return new ProcessBuilder(words).redirectInput(new File("/dev/null"));
    }

    static Process startChecking(ProcessBuilder builder) throws IOException {
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("/dev/stderr")))
                .start();
    }

    static UnixUser account(String user) throws IOException {
        return Users.ofThisHost()
                .find(user)
                .orElseThrow(() -> new IOException("the user '" + user + "' does not exist on this agent"));
    }

    /** The role of the task's resources, and the variables of the task's command, then those of a check's. */
    static void addVariables(Map<String, String> environment, TaskInfo task, CommandInfo command) {
        task.getResourcesList().stream()
                .filter(Resource::hasAllocationInfo)
                .findFirst()
                .ifPresent(resource -> environment.put(
                        "MESOS_ALLOCATION_ROLE", resource.getAllocationInfo().getRole()));
        for (CommandInfo one : List.of(task.getCommand(), command)) {
            for (Environment.Variable variable : one.getEnvironment().getVariablesList()) {
                environment.put(variable.getName(), variable.getValue());
            }
        }
    }
}

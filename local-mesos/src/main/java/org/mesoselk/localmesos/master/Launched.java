package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment.Variable;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.localmesos.master.resources.Resources;

/** Tasks and executors as a master hands them on: with all that a framework may leave out. */
final class Launched {

    private Launched() {}

    static ExecutorInfo executor(ExecutorInfo executor, Framework framework, String role) {
        ExecutorInfo.Builder complete = executor.toBuilder()
                .clearResources()
                .addAllResources(Resources.of(executor.getResourcesList()).refined(role));
        if (executor.hasCommand()) {
            complete.setCommand(command(executor.getCommand()));
        }
        if (!executor.hasFrameworkId()) {
            complete.setFrameworkId(framework.info.getId());
        }
        return complete.build();
    }

    static TaskInfo task(TaskInfo task, String role) {
        TaskInfo.Builder complete = task.toBuilder()
                .clearResources()
                .addAllResources(Resources.of(task.getResourcesList()).refined(role));
        if (task.hasCommand()) {
            complete.setCommand(command(task.getCommand()));
        }
        return complete.build();
    }

    /** Variables of the environment say that they are values. */
    private static CommandInfo command(CommandInfo command) {
        CommandInfo.Builder complete = command.toBuilder();
        for (Variable.Builder variable : complete.getEnvironmentBuilder().getVariablesBuilderList()) {
            if (!variable.hasType()) {
                variable.setType(Variable.Type.VALUE);
            }
        }
        return command.hasEnvironment() ? complete.build() : command;
    }
}

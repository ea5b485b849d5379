package org.mesoselk.localmesos;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Mesos for one machine: a master, agents, or both in one process. */
@Command(
        name = "local-mesos",
        description = "A Mesos master and agents for one machine.",
        subcommands = {AllCommand.class, MasterCommand.class, AgentCommand.class},
        mixinStandardHelpOptions = true,
        version = "local-mesos, showing the v1 API of Mesos 1.12")
public final class Main implements Runnable {

    private static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(java.time.Duration.class, Durations::parse)
                .setParameterExceptionHandler((fault, args) -> {
                    fault.getCommandLine()
                            .getErr()
                            .println(fault.getMessage() + "; see "
                                    + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    return USAGE;
                })
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    command.getErr().println(fault.getMessage() == null ? fault.toString() : fault.getMessage());
                    return fault instanceof IllegalArgumentException ? USAGE : 1;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command: master, agent or all");
    }
}

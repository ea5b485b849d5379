package org.mesoselk.scheduler;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The schedulers: one command each. */
public final class Main {
    static final int WRONG_USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        int code = run(args, System.getenv());
        System.out.flush();
        // Threads of libraries must not keep a scheduler alive that has said why it ends.
        Runtime.getRuntime().halt(code);
    }

    /** @return the exit code: 0 done, 1 failed, 2 wrong usage */
    static int run(String[] args, Map<String, String> environment) {
        List<Command> commands = Command.all();
        String names = commands.stream().map(Command::name).collect(Collectors.joining(", "));
        CommandSpec root = CommandSpec.create()
                .name("scheduler")
                .mixinStandardHelpOptions(true)
                .version("mesos-elk scheduler " + version());
        commands.forEach(command -> root.addSubcommand(command.name(), command.spec()));
        CommandLine line = new CommandLine(root);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            System.err.println("Commands: " + names + ". 'scheduler COMMAND --help' lists the options of one.");
            return WRONG_USAGE;
        }
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            System.err.println("Which scheduler? Commands: " + names + ".");
            return WRONG_USAGE;
        }
        String chosen = parsed.subcommand().commandSpec().name();
        return commands.stream()
                .filter(command -> command.name().equals(chosen))
                .findFirst()
                .orElseThrow()
                .run(parsed.subcommand(), environment);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}

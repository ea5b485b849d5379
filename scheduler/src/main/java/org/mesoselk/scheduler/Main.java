package org.mesoselk.scheduler;

import java.util.Map;
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
        CommandSpec elasticsearch = ElasticsearchCommand.spec();
        CommandSpec root = CommandSpec.create()
                .name("scheduler")
                .mixinStandardHelpOptions(true)
                .version("mesos-elk scheduler " + version())
                .addSubcommand("elasticsearch", elasticsearch);
        CommandLine line = new CommandLine(root);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            System.err.println("Commands: elasticsearch. 'scheduler elasticsearch --help' lists its options.");
            return WRONG_USAGE;
        }
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            System.err.println("Which scheduler? Commands: elasticsearch.");
            return WRONG_USAGE;
        }
        return ElasticsearchCommand.run(parsed.subcommand(), environment);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}

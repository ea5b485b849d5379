package org.mesoselk.cli;

import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command {@code elk}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, System.getenv()));
    }

    /**
     * Runs one command within this JVM.
     *
     * @param out gets the results
     * @param err gets progress, notes and errors
     * @param env as the launcher sets it; ELK_ROOT tells where the jars are
     * @return 0 done, 1 failed, 2 wrong usage, 3 timed out while still going on
     */
    public static int run(String[] args, PrintStream out, PrintStream err, Map<String, String> env) {
        CommandLine elk = new CommandLine(
                        new ElkCommand(new Console(out, err, env)), new CommandFactory(new Console(out, err, env)))
                .setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8))
                .setUsageHelpWidth(110)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler((e, command, parsed) -> report(e, err));
        return elk.execute(args);
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String sentence = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
        command.getErr()
                .println(
                        "elk: " + sentence + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        return Failure.USAGE;
    }

    private static int report(Exception e, PrintStream err) {
        if (e instanceof Failure failure) {
            err.println("elk: " + failure.getMessage());
            return failure.exitCode();
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            err.println("elk: interrupted");
            return Failure.FAILED;
        }
        err.println("elk: " + Failure.words(e));
        return Failure.FAILED;
    }
}

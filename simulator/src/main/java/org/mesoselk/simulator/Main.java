package org.mesoselk.simulator;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.mesoselk.simulator.scheduler.Faulty;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs seeds on all cores, or one seed with its script. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs the real core and records against simulated Mesos, ZooKeeper and Elasticsearch.")
public final class Main implements Callable<Integer> {

    @Spec
    private CommandLine.Model.CommandSpec command;

    @Option(
            names = "--seeds",
            paramLabel = "FROM-TO",
            defaultValue = "1-1000",
            description = "Seeds to run, both ends included (default: ${DEFAULT-VALUE}).")
    private String seeds;

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            description = "Threads, each with seeds of its own (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--failures",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "Ends early after so many failing seeds (default: ${DEFAULT-VALUE}).")
    private int failures;

    @Option(names = "--seed", paramLabel = "SEED", description = "Only this one, with all that happens in it.")
    private Long seed;

    @Override
    public Integer call() {
        PrintStream out = System.out;
        if (seed != null) {
            return replay(seed, out);
        }
        String[] ends = seeds.split("-", 2);
        try {
            long from = Long.parseLong(ends[0]);
            long to = ends.length == 1 ? from : Long.parseLong(ends[1]);
            if (to < from || threads < 1 || failures < 1) {
                throw new NumberFormatException();
            }
            return new SeedRange(from, to, threads, failures, out).run() ? 0 : 1;
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--seeds " + seeds + ": two numbers are needed, e.g. --seeds 1-5000, and counts from 1",
                    e);
        }
    }

    private static int replay(long seed, PrintStream out) {
        Outcome outcome = Simulation.run(Plan.of(seed), Faulty.NOTHING, true);
        outcome.script().lines().forEach(out::println);
        if (outcome.violation().isEmpty()) {
            out.println("seed " + seed + ": the target was reached, nothing was broken");
            return 0;
        }
        FailureReport.print(outcome, out);
        return 1;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}

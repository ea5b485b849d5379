package org.mesoselk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

@Command(
        name = "simulate",
        description = {
            "Runs the real core against small models of Mesos, ZooKeeper and Elasticsearch through faults of every kind:"
                    + " one run a seed, each to be had again by its seed.",
            "  --seeds FROM-TO   all these, on all cores (--threads N)",
            "  --seed N          this one, with its script of events",
            "What else there is: java -jar simulator/target/simulator-all.jar --help"
        })
final class SimulateCommand implements Callable<Integer> {

    @ParentCommand
    private ElkCommand elk;

    /** The simulator knows its own options. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        if (arguments.isEmpty()) {
            throw Failure.usage("Which seeds? Give --seeds FROM-TO, or --seed N");
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-jar",
                elk.checkout().simulator().toString()));
        command.addAll(arguments);
        try {
            // Ctrl-C at a terminal reaches it as it reaches us.
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw Failure.failed("Cannot start the simulator with " + String.join(" ", command), e);
        }
    }
}

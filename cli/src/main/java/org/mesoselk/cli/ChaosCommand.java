package org.mesoselk.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.mesoselk.cli.chaos.Chaos;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "chaos",
        description = "Kills, stops and scales what runs in the home, by a script that follows from the seed, while"
                + " documents are written and searched; starts again what it has killed; then checks members, tasks,"
                + " exclusions and every acknowledged document. Ends with 1 when anything does not hold.")
final class ChaosCommand implements Callable<Integer> {

    private static final int SHOWN = 60;

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long faults are made; default ${DEFAULT-VALUE}. The end is waited for.")
    private int minutes;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--dry-run", description = "Only show the beginning of the script.")
    private boolean dryRun;

    ChaosCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1) {
            throw Failure.usage("--minutes " + minutes + " must be 1 or more");
        }
        Chaos chaos = new Chaos(console, elk.home(), elk.checkout());
        if (dryRun) {
            chaos.show(seed, SHOWN);
            return 0;
        }
        return chaos.run(seed, Duration.ofMinutes(minutes)) ? 0 : Failure.FAILED;
    }
}

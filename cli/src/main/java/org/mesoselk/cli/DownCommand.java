package org.mesoselk.cli;

import java.util.concurrent.Callable;
import org.mesoselk.cli.down.Down;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "down",
        description = "Stops everything of the home. Data and state stay, and elk up brings the same cluster back.")
final class DownCommand implements Callable<Integer> {

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Option(names = "--wipe", description = "Remove the home's data and state as well; asks before.")
    private boolean wipe;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    DownCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        new Down(console, elk.home()).run(wipe, yes);
        return 0;
    }
}

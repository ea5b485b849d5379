package org.mesoselk.cli;

import java.util.concurrent.Callable;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.InstallationStatus;
import org.mesoselk.cli.status.StatusJson;
import org.mesoselk.cli.status.StatusText;
import org.mesoselk.commons.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", description = "Shows what runs, every member, and what waits for what.")
final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = elk.home();
        InstallationStatus status = new Inspect(home, new Installation(home, new ProcessTable(), new Http())).now();
        if (json) {
            console.out().println(Json.write(StatusJson.of(status)));
        } else {
            StatusText.lines(status).forEach(console.out()::println);
        }
        return 0;
    }
}

package org.mesoselk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.InstallationStatus.Elasticsearch;
import org.mesoselk.commons.process.LogTail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "logs", description = "Shows the end of a log and, first, where it is.")
final class LogsCommand implements Callable<Integer> {

    private static final int SANDBOX_DEPTH = 12;

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Parameters(
            paramLabel = "NAME",
            description = "zookeeper, mesos, scheduler-elasticsearch (see elk status), or a member as es-default-0.")
    private String name;

    @Option(
            names = "-n",
            paramLabel = "LINES",
            defaultValue = "40",
            description = "How many; default ${DEFAULT-VALUE}.")
    private int lines;

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = elk.home();
        for (Path log : logs(home)) {
            console.out().println("== " + log);
            LogTail.lastLines(log, lines).forEach(console.out()::println);
        }
        return 0;
    }

    private List<Path> logs(Home home) throws IOException, InterruptedException {
        Installation installation = new Installation(home, new ProcessTable(), new Http());
        if (installation.names().contains(name)) {
            return List.of(home.log(name));
        }
        if (new Inspect(home, installation).now().elasticsearch() instanceof Elasticsearch.Known known) {
            String task = known.status().members().stream()
                    .filter(member -> member.name().equals(name))
                    .map(FrameworkStatus.Member::task)
                    .findFirst()
                    .orElseThrow(() -> noSuchLog(installation));
            return inSandbox(home, task);
        }
        throw noSuchLog(installation);
    }

    /** Mesos gives each executor a sandbox below its id, and the scheduler gives each task an executor of its id. */
    private List<Path> inSandbox(Home home, String task) throws IOException {
        try (Stream<Path> files = Files.find(
                home.mesos(),
                SANDBOX_DEPTH,
                (path, attributes) -> attributes.isRegularFile()
                        && path.toString().contains("/executors/" + task + "/runs/")
                        && (path.endsWith("stdout") || path.endsWith("stderr")))) {
            return files.sorted().toList();
        }
    }

    private Failure noSuchLog(Installation installation) {
        return Failure.usage("There is no log of " + name + ": give one of " + String.join(", ", installation.names())
                + " or the name of a member that elk status shows");
    }
}

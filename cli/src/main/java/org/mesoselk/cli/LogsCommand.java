package org.mesoselk.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.ledger.FrameworkEndpoints;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.logs.LogFiles;
import org.mesoselk.cli.logs.LogQuery;
import org.mesoselk.cli.logs.TaskLogs;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.status.FrameworkView;
import org.mesoselk.cli.status.Inspect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "logs",
        description = "Shows the end of a log file and, first, where it is; with --task what was collected of a task.")
final class LogsCommand implements Callable<Integer> {

    private static final int STANDARD_LINES = 40;

    /** They are in memory until the last is known. */
    private static final int MOST_LINES = 10_000;

    /** Elasticsearch makes what came searchable each second, unless told otherwise. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "zookeeper, mesos, scheduler-logstash (see elk status), or a member as es-default-0 or ls-0.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Search Elasticsearch for the lines of the Mesos task with this id or name instead.")
    private Optional<String> task = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeoutConverter.class,
            description = "With --task: no older lines than 90s, 5m, 2h or 7d.")
    private Optional<Duration> since = Optional.empty();

    @Option(names = "-n", paramLabel = "LINES", description = "Only the last so many; default 40, with --since all.")
    private Optional<Integer> lines = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "With --task: go on with what comes, until Ctrl-C.")
    private boolean follow;

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireOneForm();
        Home home = elk.home();
        Installation installation = new Installation(home, new ProcessTable(), new Http());
        Inspect inspect = new Inspect(home, installation);
        if (task.isEmpty()) {
            new LogFiles(console, home, installation, inspect).print(name.orElseThrow(), lines.orElse(STANDARD_LINES));
            return 0;
        }
        if (Settings.read(home).filter(it -> it.stack().isPresent()).isPresent()) {
            throw Failure.failed(
                    "--task searches points in time, which the Elasticsearch of --stack 5 does not know: its"
                            + " Kibana shows the lines (see elk status)");
        }
        Optional<Integer> most = lines.or(() -> since.isPresent() ? Optional.empty() : Optional.of(STANDARD_LINES));
        LogQuery query = new LogQuery(task.get(), since.map(Instant.now()::minus));
        List<URI> known = endpoints(inspect);
        if (!follow) {
            new TaskLogs(console, () -> known).print(query, most);
            return 0;
        }
        // Members come and go while it follows.
        try (FrameworkEndpoints endpoints = FrameworkEndpoints.watching(
                () -> installation.api(Framework.ELASTICSEARCH).map(SchedulerApi::address).stream()
                        .toList(),
                new Http())) {
            new TaskLogs(console, endpoints).follow(query, most, PAUSE);
        }
        return 0;
    }

    private void requireOneForm() {
        if (name.isPresent() == task.isPresent()) {
            throw Failure.usage("Give the NAME of a process or a member, or --task TASK; not both");
        }
        if (task.filter(String::isBlank).isPresent()) {
            throw Failure.usage("--task is empty: give the id or the name of a Mesos task");
        }
        if (since.isPresent() && task.isEmpty()) {
            throw Failure.usage("--since goes with --task: of a file only the last lines are shown");
        }
        if (follow && task.isEmpty()) {
            throw Failure.usage("--follow goes with --task: for a file, tail -F does it");
        }
        if (lines.filter(count -> count < 1 || count > MOST_LINES).isPresent()) {
            throw Failure.usage("-n " + lines.get() + " must be 1 to " + MOST_LINES
                    + (task.isPresent() ? "; --since without -n shows all" : ""));
        }
    }

    /** Where Elasticsearch can be asked. */
    private static List<URI> endpoints(Inspect inspect) throws InterruptedException {
        FrameworkView view = inspect.now().framework(Framework.ELASTICSEARCH);
        if (view.answer() instanceof FrameworkView.Unknown unknown) {
            throw Failure.failed("Elasticsearch cannot be searched: " + unknown.sentence());
        }
        List<String> endpoints = view.status().map(FrameworkStatus::endpoints).orElse(List.of());
        if (endpoints.isEmpty()) {
            throw Failure.failed("Elasticsearch cannot be searched: none of its members is ready (see elk status)");
        }
        return endpoints.stream().map(URI::create).toList();
    }
}

package org.mesoselk.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.scale.ScaleText;
import org.mesoselk.cli.scale.WaitForInstances;
import org.mesoselk.cli.scale.WaitForScale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "scale",
        description =
                "Changes the number of Elasticsearch nodes, of which no document is lost on the way down, or of Kibana"
                        + " instances.")
final class ScaleCommand implements Callable<Integer> {

    enum Scalable {
        elasticsearch(Framework.ELASTICSEARCH, 1),
        kibana(Framework.KIBANA, 0);

        private final Framework framework;
        private final int least;

        Scalable(Framework framework, int least) {
            this.framework = framework;
            this.least = least;
        }
    }

    private static final String DEFAULT_GROUP = "default";

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Parameters(index = "0", paramLabel = "FRAMEWORK", description = "What to scale: ${COMPLETION-CANDIDATES}.")
    private Scalable what;

    @Parameters(index = "1", paramLabel = "N", description = "How many to have: 1 node or more, 0 instances or more.")
    private int count;

    @Option(names = "--wait", description = "End when it is done.")
    private boolean wait;

    @Option(
            names = "--confirm",
            description = "Of Elasticsearch: do it although it is a big step down or goes below the quorum.")
    private boolean confirm;

    @Option(
            names = "--dry-run",
            description = "Of Elasticsearch: only tell what would be done and what speaks against it.")
    private boolean dryRun;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Of Kibana: the instances of this group instead of those of the group default.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = TimeoutConverter.class,
            description = "How long to --wait, as 90s, 15m or 2h; default ${DEFAULT-VALUE}. It goes on afterwards.")
    private Duration timeout;

    ScaleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireFitting();
        Home home = elk.home();
        Installation installation = new Installation(home, new ProcessTable(), new Http());
        SchedulerApi api = api(home, installation);
        switch (what) {
            case elasticsearch -> elasticsearch(home, installation, api);
            case kibana -> kibana(installation, api);
        }
        return 0;
    }

    private void requireFitting() {
        if (count < what.least) {
            throw Failure.usage(what + " cannot be scaled to " + count + ": give " + what.least
                    + (what == Scalable.elasticsearch
                            ? " node or more (elk down stops all, and keeps the data)"
                            : " instances or more"));
        }
        if (what == Scalable.kibana && (confirm || dryRun)) {
            throw Failure.usage(
                    (confirm ? "--confirm" : "--dry-run") + " goes with elasticsearch: nothing is lost with a Kibana");
        }
        if (what == Scalable.elasticsearch && group.isPresent()) {
            throw Failure.usage("--group goes with kibana");
        }
    }

    private void elasticsearch(Home home, Installation installation, SchedulerApi api) throws InterruptedException {
        if (count > 1
                && Settings.read(home).filter(it -> it.stack().isPresent()).isPresent()) {
            throw Failure.failed(
                    "The Elasticsearch of --stack 5 is one node, and stays so: make another home without it");
        }
        JsonNode answer = scale(api);
        ScaleText.lines(answer, count, dryRun).forEach(console.out()::println);
        if (wait && !dryRun) {
            new WaitForScale(api, installation, console.progress(), Deadline.after(timeout)).until(count);
            console.out().println("Elasticsearch has " + count + (count == 1 ? " node" : " nodes") + ", all ready");
        }
    }

    private void kibana(Installation installation, SchedulerApi api) throws InterruptedException {
        String of = group.orElse(DEFAULT_GROUP);
        api.scaleKibana(of, count);
        console.out().println("Scaling Kibana to " + count);
        if (wait) {
            new WaitForInstances(api, installation, console.progress(), Deadline.after(timeout)).until(of, count);
            console.out().println("Kibana has " + count + (count == 1 ? " instance" : " instances") + ", all ready");
        }
    }

    private JsonNode scale(SchedulerApi api) throws InterruptedException {
        try {
            return api.scale(count, dryRun, confirm);
        } catch (Failure refused) {
            throw Failure.failed(refused.getMessage().replace("confirm=true", "--confirm"));
        }
    }

    private SchedulerApi api(Home home, Installation installation) {
        Framework framework = what.framework;
        if (!installation.has(framework)) {
            throw Failure.failed("There is no " + framework.title() + " in " + home.directory()
                    + ": elk up --kibana-home DIR or --kibana-url URL starts one");
        }
        if (!installation.schedulerRuns(framework)) {
            throw Failure.failed("The " + framework.title() + " scheduler of " + home.directory()
                    + " does not run: elk up starts it");
        }
        return installation
                .api(framework)
                .orElseThrow(() ->
                        Failure.failed("The " + framework.title() + " scheduler still starts: try again in a moment"));
    }
}

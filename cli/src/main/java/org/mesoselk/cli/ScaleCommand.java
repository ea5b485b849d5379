package org.mesoselk.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.scale.ScaleText;
import org.mesoselk.cli.scale.WaitForScale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(name = "scale", description = "Changes the number of nodes. No document is lost on the way down.")
final class ScaleCommand implements Callable<Integer> {

    enum Scalable {
        elasticsearch
    }

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Parameters(index = "0", paramLabel = "FRAMEWORK", description = "What to scale: ${COMPLETION-CANDIDATES}.")
    private Scalable framework;

    @Parameters(index = "1", paramLabel = "N", description = "The number of nodes to have, 1 or more.")
    private int nodes;

    @Option(names = "--wait", description = "End when it is done.")
    private boolean wait;

    @Option(names = "--confirm", description = "Do it although it is a big step down or goes below the quorum.")
    private boolean confirm;

    @Option(names = "--dry-run", description = "Only tell what would be done and what speaks against it.")
    private boolean dryRun;

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
        if (nodes < 1) {
            throw Failure.usage(framework + " cannot be scaled to " + nodes + ": give 1 node or more"
                    + " (elk down stops all, and keeps the data)");
        }
        Home home = elk.home();
        Installation installation = new Installation(home, new ProcessTable(), new Http());
        SchedulerApi api = api(home, installation);
        JsonNode answer = scale(api);
        ScaleText.lines(answer, nodes, dryRun).forEach(console.out()::println);
        if (wait && !dryRun) {
            new WaitForScale(api, installation, console.progress(), Deadline.after(timeout)).until(nodes);
            console.out().println("Elasticsearch has " + nodes + (nodes == 1 ? " node" : " nodes") + ", all ready");
        }
        return 0;
    }

    private JsonNode scale(SchedulerApi api) throws InterruptedException {
        try {
            return api.scale(nodes, dryRun, confirm);
        } catch (Failure refused) {
            throw Failure.failed(refused.getMessage().replace("confirm=true", "--confirm"));
        }
    }

    private static SchedulerApi api(Home home, Installation installation) {
        if (!installation.schedulerRuns(Framework.ELASTICSEARCH)) {
            throw Failure.failed(
                    "The Elasticsearch scheduler of " + home.directory() + " does not run: elk up starts it");
        }
        return installation
                .api(Framework.ELASTICSEARCH)
                .orElseThrow(() -> Failure.failed("The Elasticsearch scheduler still starts: try again in a moment"));
    }
}

package org.mesoselk.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.ledger.Comparison;
import org.mesoselk.cli.ledger.FrameworkEndpoints;
import org.mesoselk.cli.ledger.Ledger;
import org.mesoselk.cli.ledger.LedgerOptions;
import org.mesoselk.cli.local.Checkout;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.HomeMemory;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.up.Up;

/** {@code elk demo}: up and down by API calls under a ledger, in a home that nothing else is in. */
public record Demo(Console console, Home home, Checkout checkout, Deadline deadline) {

    private static final String INDEX = "demo";
    private static final Duration LOOK_UP_PATIENCE = Duration.ofMinutes(2);

    /**
     * Each document is written on every node, 0.24 s of two cores on 49 of them: without a pause the writer would take
     * from the nodes that start what they need for it.
     */
    private static final Duration WRITE_PAUSE = Duration.ofSeconds(2);

    private static final Duration SEARCH_PAUSE = Duration.ofMillis(500);

    /** @throws Failure when the machine is too small, the home is in use, or a step takes too long */
    DemoReport run(DemoPlan plan, Optional<Path> elasticsearchHome) throws InterruptedException {
        if (home.exists()) {
            throw Failure.usage("There is something in " + home.directory() + " already: name a new folder with --home,"
                    + " or remove it by: elk --home " + home.directory() + " down --wipe");
        }
        MachineMemory memory = MachineMemory.ofThisMachine();
        memory.require(plan.to());
        try (PeakMemory peak = PeakMemory.watching(memory)) {
            long began = System.nanoTime();
            new Up(console, home, checkout, deadline).run(SmallNodes.options(plan, elasticsearchHome));
            return scale(plan, Duration.ofNanos(System.nanoTime() - began), peak);
        }
    }

    private DemoReport scale(DemoPlan plan, Duration start, PeakMemory peak) throws InterruptedException {
        Http http = new Http();
        ProcessTable table = new ProcessTable();
        Installation installation = new Installation(home, table, http);
        SchedulerApi api = installation
                .api(Framework.ELASTICSEARCH)
                .orElseThrow(() -> Failure.failed("The scheduler of " + home.directory() + " is gone"));
        Progress progress = console.progress();
        try (FrameworkEndpoints endpoints =
                FrameworkEndpoints.watching(() -> installation.schedulers(Framework.ELASTICSEARCH), http)) {
            ShardsElsewhere shards = new ShardsElsewhere(endpoints, http);
            new ScaleStep(api, shards, progress, deadline).run(plan.from(), false);
            new SeldomRefreshed(endpoints, http).create(INDEX);
            LedgerOptions options = LedgerOptions.of(INDEX).withPauses(WRITE_PAUSE, SEARCH_PAUSE);
            try (Ledger ledger = Ledger.start(endpoints, options)) {
                StepTimes up = new ScaleStep(api, shards, progress, deadline).run(plan.to(), false);
                Map<String, HomeMemory.Kind> memory = new HomeMemory(home, table).now();
                progress.say(plan.to() + " nodes are green after " + up.green().toSeconds() + " s");
                StepTimes down = new ScaleStep(api, shards, progress, deadline).run(plan.back(), true);
                progress.say(
                        plan.back() + " nodes are left after " + down.green().toSeconds() + " s");
                ledger.stop();
                return new DemoReport(
                        plan,
                        start,
                        up,
                        down,
                        ledger.counts(),
                        compare(ledger),
                        List.copyOf(ledger.failedSearches()),
                        memory,
                        peak.usedMb(),
                        peak.leastFreeMb());
            }
        }
    }

    private static Comparison compare(Ledger ledger) throws InterruptedException {
        try {
            return ledger.compare(LOOK_UP_PATIENCE);
        } catch (IOException e) {
            throw Failure.failed("The acknowledged documents cannot be looked up", e);
        }
    }
}

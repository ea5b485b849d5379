package org.mesoselk.cli.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.HomeLock;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.ledger.FrameworkEndpoints;
import org.mesoselk.cli.ledger.Ledger;
import org.mesoselk.cli.ledger.LedgerCounts;
import org.mesoselk.cli.ledger.LedgerOptions;
import org.mesoselk.cli.local.Builds;
import org.mesoselk.cli.local.Checkout;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.local.MemberTree;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.process.Signals;
import org.mesoselk.cli.up.FindBuilds;

/** {@code elk chaos}: faults by a script, under a ledger, and then what must hold. */
public record Chaos(Console console, Home home, Checkout checkout) {

    /** So that the ledger leaves the processors to what has to recover. */
    private static final Duration WRITE_PAUSE = Duration.ofMillis(20);

    private static final Duration SEARCH_PAUSE = Duration.ofMillis(50);

    private static final String START =
            "start one by: elk up --separate --masters 2 --schedulers 2 (the more processes, the more can be hit)";

    /** Only the script. */
    public void show(long seed, int steps) {
        Settings settings = settings();
        new ChaosPlan(seed, Observed.of(settings))
                .steps(steps)
                .forEach(step -> console.out()
                        .println("after " + step.before().toSeconds() + " s"
                                + (step.settled() ? ", when recovered" : "") + ": " + step));
    }

    /** @return whether everything held */
    public boolean run(long seed, Duration lasts) throws InterruptedException {
        Settings settings = settings();
        ProcessTable table = new ProcessTable();
        Http http = new Http();
        Installation installation = new Installation(home, table, http);
        installation.died().ifPresent(sentence -> {
            throw Failure.failed(sentence);
        });
        Builds builds = new FindBuilds(console, console.progress()).of(settings);
        try (HomeLock lock = HomeLock.tryTake(home, "elk chaos", table)
                .orElseThrow(() -> Failure.failed("Another elk is at work on " + home.directory() + ": wait for it"))) {
            return new Run(seed, lasts, settings, table, http, installation, builds).run();
        }
    }

    private Settings settings() {
        Settings settings = Settings.read(home)
                .filter(Settings::made)
                .orElseThrow(() -> Failure.failed("There is no installation in " + home.directory() + ": " + START));
        if (settings.stack().isPresent()) {
            throw Failure.failed(
                    "elk chaos scales Elasticsearch, and that of --stack 5 is one node: make another home and "
                            + START);
        }
        return settings;
    }

    private final class Run {
        private final ChaosPlan plan;
        private final Duration lasts;
        private final Narration narration;
        private final Keeper keeper;
        private final FindTarget find;
        private final Installation installation;
        private final Http http;
        private final FinalChecks.Machine machine;

        Run(
                long seed,
                Duration lasts,
                Settings settings,
                ProcessTable table,
                Http http,
                Installation installation,
                Builds builds) {
            this.plan = new ChaosPlan(seed, Observed.of(settings));
            this.lasts = lasts;
            this.installation = installation;
            this.http = http;
            narration = new Narration(console.out(), System::nanoTime);
            keeper = new Keeper(
                    new HomeServices(installation, checkout, builds),
                    new Signals(table),
                    System::nanoTime,
                    narration::say);
            find = new FindTarget(home, installation, table, http);
            machine = new FinalChecks.Machine(installation.mesos(), new MemberTree(home, table));
        }

        boolean run() throws InterruptedException {
            try (FrameworkEndpoints endpoints =
                            FrameworkEndpoints.watching(() -> installation.schedulers(Framework.ELASTICSEARCH), http);
                    keeper) {
                Cluster cluster = new Cluster(endpoints, http);
                SeeLogstash logstash = new SeeLogstash(installation, machine.processes());
                String uuid = uuid(cluster);
                head();
                Thread onInterrupt = new Thread(this::interrupted);
                Runtime.getRuntime().addShutdownHook(onInterrupt);
                keeper.start();
                try (Ledger ledger = Ledger.start(endpoints, ledgerOptions())) {
                    Recovery recovery = new Recovery(
                            () -> installation.api(Framework.ELASTICSEARCH),
                            keeper::idle,
                            new SeeMembers(machine.processes(), cluster, logstash),
                            narration);
                    Perform perform = new Perform(installation, find, keeper, recovery, cluster, narration);
                    Optional<String> stuck = steps(perform);
                    keeper.restore();
                    narration.say("no more faults: " + perform.done() + " were done");
                    List<Check> checks = new FinalChecks(recovery, machine, cluster, logstash).run(uuid, ledger);
                    Runtime.getRuntime().removeShutdownHook(onInterrupt);
                    return report(stuck, checks, ledger);
                }
            }
        }

        /** Into indices of its own, so that nothing of an earlier run is found in the place of what is missing. */
        private static LedgerOptions ledgerOptions() {
            String run = "chaos-" + Instant.now().getEpochSecond();
            return LedgerOptions.of(run + "-a", run + "-b").withPauses(WRITE_PAUSE, SEARCH_PAUSE);
        }

        private void head() {
            console.out()
                    .println("Chaos for " + lasts.toMinutes() + " min with seed " + plan.seed() + " on "
                            + home.directory() + ".");
            console.out().println(Perform.RULE);
            plan.observed().leftOut().forEach(console.out()::println);
        }

        private Optional<String> steps(Perform perform) throws InterruptedException {
            Deadline end = Deadline.after(lasts);
            for (Step step : plan.steps(Math.max(1, (int) lasts.toSeconds()))) {
                Thread.sleep(step.before().toMillis());
                if (end.passed()) {
                    return Optional.empty();
                }
                Optional<String> stuck = perform.step(step);
                if (stuck.isPresent()) {
                    return stuck;
                }
            }
            return Optional.empty();
        }

        private void interrupted() {
            narration.say("interrupted: brings back what was hit");
            try {
                keeper.restore();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean report(Optional<String> stuck, List<Check> checks, Ledger ledger) {
            PrintStream out = console.out();
            stuck.ifPresent(sentence -> out.println("  FAILED  recovery between faults: " + sentence));
            checks.forEach(check ->
                    out.println((check.holds() ? "  ok      " : "  FAILED  ") + check.name() + ": " + check.found()));
            LedgerCounts counts = ledger.counts();
            out.println("  " + counts.searches() + " searches, of which " + counts.failedSearches()
                    + " failed at two endpoints; " + counts.failedWrites() + " writes given up; longest time without an"
                    + " acknowledged one " + counts.longestGap().toMillis() / 1000.0 + " s");
            ledger.failedSearches().forEach(failed -> out.println("  failed search: " + failed));
            boolean good = stuck.isEmpty() && checks.stream().allMatch(Check::holds);
            out.println(
                    good
                            ? "Nothing was lost."
                            : "Not everything held; the logs are in "
                                    + home.log("").getParent());
            return good;
        }
    }

    private static String uuid(Cluster cluster) throws InterruptedException {
        try {
            return cluster.uuid();
        } catch (IOException e) {
            throw Failure.failed("Elasticsearch has to run before it is disturbed", e);
        }
    }
}

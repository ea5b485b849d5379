package org.mesoselk.cli.up;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.HomeLock;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.home.Settings.KibanaSettings;
import org.mesoselk.cli.home.Settings.LogstashSettings;
import org.mesoselk.cli.local.Builds;
import org.mesoselk.cli.local.Checkout;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.InstallationStatus;
import org.mesoselk.cli.status.StatusText;

/** {@code elk up}. */
public record Up(Console console, Home home, Checkout checkout, Deadline deadline) {

    private static final String COMMAND = "elk up";

    private static final String NO_KIBANA =
            "There is no Kibana here: elk up --kibana-home DIR or --kibana-url URL starts"
                    + " an official one, and elk up --stack 5 in a new --home a whole old stack with one.";

    /** The first lines come with the first tasks. */
    private static final Duration PATIENCE_FOR_LOGS = Duration.ofMinutes(1);

    public void run(UpOptions said) throws InterruptedException {
        ProcessTable table = new ProcessTable();
        refuse(Stack.fault(Settings.standard(), said));
        FindBuilds.check(said.over(Settings.standard()));
        home.create();
        try (HomeLock lock = HomeLock.tryTake(home, COMMAND, table).orElseThrow(() -> atWork(table))) {
            Http http = new Http();
            Installation installation = new Installation(home, table, http);
            Settings stored = Settings.read(home).orElseGet(Settings::standard);
            refuse(Stack.fault(stored, said));
            Settings wanted = said.over(stored);
            List<String> running = installation.running();
            refuse(Changes.fault(stored, wanted, running));
            InstallationStatus status = start(stored, wanted, installation, new Inspect(home, installation));
            if (running.containsAll(Names.of(wanted))) {
                console.out().println("The installation in " + home.directory() + " is running already.");
            }
            StatusText.summary(status).forEach(console.out()::println);
            if (!wanted.kibana().started()) {
                console.out().println(NO_KIBANA);
            }
        }
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(sentence -> {
            throw Failure.usage(sentence);
        });
    }

    private InstallationStatus start(Settings stored, Settings wanted, Installation installation, Inspect inspect)
            throws InterruptedException {
        Progress progress = console.progress();
        Builds builds = new FindBuilds(console, progress).of(wanted);
        try {
            installation.start(wanted, checkout, builds, progress, deadline);
        } catch (Failure e) {
            if (e.exitCode() == Failure.FAILED) {
                forgetUnused(stored, wanted, installation.running());
            }
            throw e;
        }
        InstallationStatus status = new WaitForCluster(inspect, installation, progress, deadline).run();
        if (wanted.logstash().started()) {
            status = new WaitForLogstash(inspect, installation, progress, deadline)
                    .run(wanted.mesos().agents());
        }
        if (!wanted.kibana().started()) {
            return status;
        }
        status = new WaitForKibana(inspect, installation, progress, deadline).run();
        boolean answers = status.framework(Framework.KIBANA)
                .status()
                .filter(kibana -> !kibana.endpoints().isEmpty())
                .isPresent();
        if (wanted.stack().isPresent() && answers && wanted.logstash().started()) {
            putFirstIndexPattern(status, progress);
        }
        return status;
    }

    private static void putFirstIndexPattern(InstallationStatus status, Progress progress) throws InterruptedException {
        Optional<String> elasticsearch = status.framework(Framework.ELASTICSEARCH)
                .status()
                .flatMap(cluster -> cluster.endpoints().stream().findFirst());
        if (elasticsearch.isPresent()) {
            new FirstIndexPattern(URI.create(elasticsearch.get()), new Http(), PATIENCE_FOR_LOGS).put(progress);
        }
    }

    /** Options with which a process would not start are not those of the next time. */
    private void forgetUnused(Settings stored, Settings wanted, List<String> running) {
        Settings written = Settings.read(home).orElse(wanted);
        new Settings(
                        Settings.VERSION,
                        stored.made(),
                        stored.nodes(),
                        running.stream().anyMatch(Names::isMesos) ? wanted.mesos() : stored.mesos(),
                        runs(Framework.ELASTICSEARCH, running) ? wanted.members() : stored.members(),
                        new LogstashSettings(
                                running.isEmpty()
                                        ? stored.logstash().started()
                                        : wanted.logstash().started(),
                                (runs(Framework.LOGSTASH, running) ? wanted : stored)
                                        .logstash()
                                        .options()),
                        kibana(stored, wanted, running),
                        running.isEmpty() ? stored.stack() : wanted.stack(),
                        running.isEmpty() ? stored.processes() : wanted.processes(),
                        written.ports())
                .write(home);
    }

    private static KibanaSettings kibana(Settings stored, Settings wanted, List<String> running) {
        if (running.isEmpty()) {
            return stored.kibana();
        }
        KibanaSettings kibana = wanted.kibana();
        return new KibanaSettings(
                kibana.started(),
                kibana.kibanaHome(),
                kibana.kibanaUrl(),
                kibana.instances(),
                (runs(Framework.KIBANA, running) ? wanted : stored).kibana().options());
    }

    private static boolean runs(Framework framework, List<String> running) {
        return running.stream().anyMatch(name -> Names.isScheduler(framework, name));
    }

    private Failure atWork(ProcessTable table) {
        Optional<HomeLock.Holder> holder = HomeLock.holder(home, table);
        String who = holder.map(it -> it.command() + " (pid " + it.process().pid() + ")")
                .orElse("another elk");
        return Failure.failed(
                who + " is at work on " + home.directory() + " right now: wait for it, or stop all with" + " elk down");
    }
}

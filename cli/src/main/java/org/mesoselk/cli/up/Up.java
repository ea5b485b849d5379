package org.mesoselk.cli.up;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.HomeLock;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.home.Settings.LogstashSettings;
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

    public void run(UpOptions said) throws InterruptedException {
        ProcessTable table = new ProcessTable();
        ElasticsearchBuild.check(said.over(Settings.standard()).members());
        home.create();
        try (HomeLock lock = HomeLock.tryTake(home, COMMAND, table).orElseThrow(() -> atWork(table))) {
            Http http = new Http();
            Installation installation = new Installation(home, table, http);
            Settings stored = Settings.read(home).orElseGet(Settings::standard);
            Settings wanted = said.over(stored);
            List<String> running = installation.running();
            Changes.fault(stored, wanted, running).ifPresent(sentence -> {
                throw Failure.usage(sentence);
            });
            InstallationStatus status = start(stored, wanted, installation, new Inspect(home, installation));
            if (running.containsAll(Names.of(wanted))) {
                console.out().println("The installation in " + home.directory() + " is running already.");
            }
            StatusText.summary(status).forEach(console.out()::println);
        }
    }

    private InstallationStatus start(Settings stored, Settings wanted, Installation installation, Inspect inspect)
            throws InterruptedException {
        Progress progress = console.progress();
        Path elasticsearch = new ElasticsearchBuild(console, progress).home(wanted.members());
        try {
            installation.start(wanted, checkout, elasticsearch, progress, deadline);
        } catch (Failure e) {
            if (e.exitCode() == Failure.FAILED) {
                forgetUnused(stored, wanted, installation.running());
            }
            throw e;
        }
        InstallationStatus status = new WaitForCluster(inspect, installation, progress, deadline).run();
        return wanted.logstash().started()
                ? new WaitForLogstash(inspect, installation, progress, deadline)
                        .run(wanted.mesos().agents())
                : status;
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
                        running.isEmpty() ? stored.processes() : wanted.processes(),
                        written.ports())
                .write(home);
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

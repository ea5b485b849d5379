package org.mesoselk.cli.local;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.MesosApi;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;

/** The processes of a home. */
public final class Installation {

    private final Home home;
    private final PidFiles pids;
    private final ProcessTable table;
    private final Http http;

    public Installation(Home home, ProcessTable table, Http http) {
        this.home = home;
        this.table = table;
        this.http = http;
        this.pids = new PidFiles(home.run(), table);
    }

    public Optional<ProcessId> running(String name) {
        return pids.running(name);
    }

    /** The names of those that run. */
    public List<String> running() {
        return names().stream().filter(name -> running(name).isPresent()).toList();
    }

    /** The names of those that are to run. */
    public List<String> names() {
        return Names.of(settings());
    }

    /** What runs can be told although the settings are damaged. */
    private Settings settings() {
        try {
            return Settings.read(home).orElseGet(Settings::standard);
        } catch (Failure unreadable) {
            return Settings.standard();
        }
    }

    /** Whether it is to have the framework. */
    public boolean has(Framework framework) {
        return Names.has(framework, settings());
    }

    public boolean schedulerRuns(Framework framework) {
        return running().stream().anyMatch(name -> Names.isScheduler(framework, name));
    }

    /** Addresses of the framework's schedulers that run and have said where they can be asked. */
    public List<URI> schedulers(Framework framework) {
        return names().stream()
                .filter(name -> Names.isScheduler(framework, name))
                .flatMap(name -> scheduler(name).stream())
                .toList();
    }

    /** Where the scheduler of this name can be asked; empty while it does not run or has not said so. */
    public Optional<URI> scheduler(String name) {
        return running(name).flatMap(id -> SchedulerPart.announced(home, name));
    }

    /** The framework's API by any of its schedulers; empty while none can be asked. */
    public Optional<SchedulerApi> api(Framework framework) {
        List<URI> schedulers = schedulers(framework);
        return schedulers.isEmpty() ? Optional.empty() : Optional.of(new SchedulerApi(schedulers, http));
    }

    public MesosApi mesos() {
        return new MesosApi(Parts.mastersOf(settings()), http);
    }

    public static Optional<String> zookeeper(Settings settings) {
        OptionalInt port = settings.ports().zookeeper();
        return port.isPresent() ? Optional.of("zk://127.0.0.1:" + port.getAsInt()) : Optional.empty();
    }

    public static Optional<String> mesosMaster(Settings settings) {
        OptionalInt port = settings.ports().mesos();
        return port.isPresent()
                ? Optional.of(MasterPart.address(port.getAsInt()).toString())
                : Optional.empty();
    }

    /**
     * Starts what does not run. The ports of what does are left alone.
     *
     * @throws Failure when a process ends or the time is up
     */
    public void start(Settings given, Checkout checkout, Builds builds, Progress progress, Deadline deadline)
            throws InterruptedException {
        checkout.requireBuilt(given);
        Settings settings =
                given.withPorts(Ports.given(given, name -> running(name).isPresent()));
        settings.write(home);
        Starter starter = new Starter(home, pids, table, progress, deadline);
        for (List<Part> together : new Parts(home, settings, checkout, builds, http).inOrder()) {
            starter.start(together);
        }
        settings.asMade().write(home);
    }

    /** Starts one process that does not run, as it was started before, and waits for nothing. */
    public ProcessId launch(String name, Checkout checkout, Builds builds) {
        Part part = new Parts(home, settings(), checkout, builds, http)
                .all()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.failed(home.directory() + " has no process " + name));
        return Starter.launch(part, home, pids, table);
    }

    /** What the log of a process says last. */
    public String lastWords(String name) {
        return LastWords.of(home.log(name));
    }

    /** Why a process of this home no longer runs; empty while all do. */
    public Optional<String> died() {
        return names().stream()
                .filter(name -> running(name).isEmpty())
                .findFirst()
                .map(name -> "The process " + name + " has ended: " + LastWords.of(home.log(name)) + " (log in "
                        + home.log(name) + "); elk up starts it again");
    }
}

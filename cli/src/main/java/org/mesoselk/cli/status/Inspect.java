package org.mesoselk.cli.status;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.HomeLock;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.status.InstallationStatus.Elasticsearch;
import org.mesoselk.cli.status.InstallationStatus.RunningProcess;
import org.mesoselk.cli.status.InstallationStatus.State;

/** Looks at a home without changing anything. */
public record Inspect(Home home, Installation installation) {

    public InstallationStatus now() throws InterruptedException {
        List<RunningProcess> processes = installation.names().stream()
                .flatMap(name -> installation.running(name).stream().map(id -> new RunningProcess(name, id.pid())))
                .toList();
        List<String> missing = installation.names().stream()
                .filter(name -> processes.stream().noneMatch(it -> it.name().equals(name)))
                .toList();
        Elasticsearch elasticsearch = ask();
        Optional<Settings> settings = settings();
        return new InstallationStatus(
                home.directory().toString(),
                state(processes, missing, elasticsearch),
                settings.flatMap(Installation::mesosMaster),
                settings.flatMap(Installation::zookeeper).map(zookeeper -> zookeeper + "/mesos"),
                processes,
                missing,
                installation.elasticsearchApi().map(SchedulerApi::address),
                elasticsearch);
    }

    /** What runs can be told without them. */
    private Optional<Settings> settings() {
        try {
            return Settings.read(home);
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    private State state(List<RunningProcess> processes, List<String> missing, Elasticsearch elasticsearch) {
        if (processes.isEmpty()) {
            return HomeLock.held(home) ? State.STARTING : State.STOPPED;
        }
        return missing.isEmpty() && elasticsearch instanceof Elasticsearch.Known ? State.RUNNING : State.STARTING;
    }

    private Elasticsearch ask() throws InterruptedException {
        if (!installation.schedulerRuns()) {
            return new Elasticsearch.Unknown(
                    "scheduler-stopped", "The Elasticsearch scheduler does not run: elk up starts it.");
        }
        Optional<SchedulerApi> api = installation.elasticsearchApi();
        if (api.isEmpty()) {
            return new Elasticsearch.Unknown(
                    "scheduler-starting",
                    "The Elasticsearch scheduler still starts (log in " + home.log(Names.SCHEDULER_ELASTICSEARCH)
                            + ").");
        }
        try {
            return new Elasticsearch.Known(api.get().status());
        } catch (IOException e) {
            return new Elasticsearch.Unknown(
                    "scheduler-silent",
                    "The Elasticsearch scheduler at " + api.get().address() + " cannot be asked: " + words(e) + ".");
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

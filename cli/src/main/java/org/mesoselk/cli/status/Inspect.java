package org.mesoselk.cli.status;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.HomeLock;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
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
        Map<Framework, FrameworkView> frameworks = new EnumMap<>(Framework.class);
        for (Framework framework : Framework.values()) {
            frameworks.put(framework, view(framework));
        }
        Optional<Settings> settings = settings();
        return new InstallationStatus(
                home.directory().toString(),
                state(processes, missing, frameworks),
                settings.flatMap(Installation::mesosMaster),
                settings.flatMap(Installation::zookeeper).map(zookeeper -> zookeeper + "/mesos"),
                processes,
                missing,
                frameworks);
    }

    /** What runs can be told without them. */
    private Optional<Settings> settings() {
        try {
            return Settings.read(home);
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    private State state(
            List<RunningProcess> processes, List<String> missing, Map<Framework, FrameworkView> frameworks) {
        if (processes.isEmpty()) {
            return HomeLock.held(home) ? State.STARTING : State.STOPPED;
        }
        boolean allAnswer =
                frameworks.values().stream().noneMatch(view -> view.answer() instanceof FrameworkView.Unknown);
        return missing.isEmpty() && allAnswer ? State.RUNNING : State.STARTING;
    }

    private FrameworkView view(Framework framework) throws InterruptedException {
        Optional<SchedulerApi> api = installation.api(framework);
        return new FrameworkView(api.map(SchedulerApi::address), ask(framework, api));
    }

    private FrameworkView.Answer ask(Framework framework, Optional<SchedulerApi> api) throws InterruptedException {
        if (!installation.has(framework)) {
            return new FrameworkView.LeftOut("This installation has no " + framework.title() + ": elk up "
                    + (framework == Framework.KIBANA
                            ? "--kibana-home DIR or --kibana-url URL starts one."
                            : "--with-" + framework.key() + " starts it."));
        }
        String scheduler = "The " + framework.title() + " scheduler";
        if (!installation.schedulerRuns(framework)) {
            return new FrameworkView.Unknown("scheduler-stopped", scheduler + " does not run: elk up starts it.");
        }
        if (api.isEmpty()) {
            return new FrameworkView.Unknown(
                    "scheduler-starting",
                    scheduler + " still starts (log in " + home.log(framework.scheduler()) + ").");
        }
        try {
            return new FrameworkView.Known(api.get().status());
        } catch (IOException e) {
            return new FrameworkView.Unknown(
                    "scheduler-silent",
                    scheduler + " at " + api.get().address() + " cannot be asked: " + words(e) + ".");
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

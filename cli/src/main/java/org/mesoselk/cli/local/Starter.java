package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;

/** Starts the parts that do not run, and waits for each until it does its work. */
record Starter(Home home, PidFiles pids, ProcessTable table, Progress progress, Deadline deadline) {

    private record Begun(Part part, ProcessId process) {}

    /** All at once, then one after another is waited for. */
    void start(List<Part> parts) throws InterruptedException {
        List<Begun> begun = new ArrayList<>();
        for (Part part : parts) {
            Optional<ProcessId> running = pids.running(part.name());
            if (running.isEmpty() || !part.ready()) {
                begun.add(new Begun(part, running.orElseGet(() -> launch(part, home, pids, table))));
            }
        }
        if (begun.isEmpty()) {
            return;
        }
        String titles = begun.size() == 1
                ? begun.get(0).part().title()
                : "the Mesos " + begun.stream().map(it -> it.part().name()).collect(Collectors.joining(", "));
        try (Progress.Step step = progress.begin("Starting " + titles)) {
            for (Begun one : begun) {
                await(one, step);
            }
            String pid = begun.size() == 1 ? " (pid " + begun.get(0).process().pid() + ")" : "";
            step.done("Started " + titles + pid);
        }
    }

    private void await(Begun begun, Progress.Step step) throws InterruptedException {
        Part part = begun.part();
        while (!part.ready()) {
            if (!begun.process().alive(table)) {
                throw ended(part, home);
            }
            if (deadline.passed()) {
                throw Failure.timedOut("The time is up while " + part.title() + " still starts (pid "
                        + begun.process().pid() + ", log in " + home.log(part.name()) + ")");
            }
            step.at("");
            Deadline.pause();
        }
    }

    /** Waits for nothing. */
    static ProcessId launch(Part part, Home home, PidFiles pids, ProcessTable table) {
        Process process = part.prepare().start();
        ProcessId id = ProcessId.of(process.pid(), table).orElseThrow(() -> ended(part, home));
        pids.write(part.name(), id);
        return id;
    }

    private static Failure ended(Part part, Home home) {
        Path log = home.log(part.name());
        String title =
                Character.toUpperCase(part.title().charAt(0)) + part.title().substring(1);
        return Failure.failed(title + " has ended: " + LastWords.of(log) + " (log in " + log + ")");
    }
}

package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;

/** Starts the parts that do not run, one after another, and waits for each until it does its work. */
record Starter(Home home, PidFiles pids, ProcessTable table, Progress progress, Deadline deadline) {

    void start(Part part) throws InterruptedException {
        Optional<ProcessId> running = pids.running(part.name());
        if (running.isPresent() && part.ready()) {
            return;
        }
        try (Progress.Step step = progress.begin("Starting " + part.title())) {
            ProcessId process = running.isPresent() ? running.get() : launch(part);
            while (!part.ready()) {
                requireAlive(part, process);
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up while " + part.title() + " still starts (pid "
                            + process.pid() + ", log in " + home.log(part.name()) + ")");
                }
                step.at("");
                Deadline.pause();
            }
            step.done("Started " + part.title() + " (pid " + process.pid() + ")");
        }
    }

    private ProcessId launch(Part part) {
        Process process = part.prepare().start();
        ProcessId id = ProcessId.of(process.pid(), table).orElseThrow(() -> ended(part));
        pids.write(part.name(), id);
        return id;
    }

    private void requireAlive(Part part, ProcessId process) {
        if (!process.alive(table)) {
            throw ended(part);
        }
    }

    Failure ended(Part part) {
        Path log = home.log(part.name());
        String title =
                Character.toUpperCase(part.title().charAt(0)) + part.title().substring(1);
        return Failure.failed(title + " has ended: " + LastWords.of(log) + " (log in " + log + ")");
    }
}

package org.mesoselk.cli.local;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;

/** Ends sessions of processes: SIGTERM, time to end in order, SIGKILL for what is left. */
record Stopper(ProcessTable table, Progress progress) {

    private static final Duration AFTER_KILL = Duration.ofSeconds(15);

    /**
     * @param sessions looks up which sessions, by their leader's pid, have still to end
     * @throws Failure when something survives SIGKILL, or may not be signalled
     */
    void stop(String title, Supplier<Set<Long>> sessions, Duration grace) throws InterruptedException {
        List<ProcessTable.Entry> living = living(sessions);
        if (living.isEmpty()) {
            return;
        }
        try (Progress.Step step = progress.begin("Stopping " + title)) {
            int killed = 0;
            if (!ends(sessions, grace, step)) {
                living = living(sessions);
                living.forEach(entry -> handle(entry, ProcessHandle::destroyForcibly));
                killed = living.size();
                if (!ends(sessions, AFTER_KILL, step)) {
                    throw Failure.failed("Cannot end " + title + ": these processes survive, pids "
                            + living(sessions).stream()
                                    .map(ProcessTable.Entry::pid)
                                    .toList());
                }
            }
            step.done("Stopped " + title + (killed > 0 ? " (" + killed + " processes had to be killed)" : ""));
        }
    }

    private boolean ends(Supplier<Set<Long>> sessions, Duration patience, Progress.Step step)
            throws InterruptedException {
        Deadline deadline = Deadline.after(patience);
        Set<ProcessId> asked = new HashSet<>();
        while (true) {
            List<ProcessTable.Entry> living = living(sessions);
            if (living.isEmpty()) {
                return true;
            }
            if (deadline.passed()) {
                return false;
            }
            for (ProcessTable.Entry entry : leaders(living)) {
                if (asked.add(ProcessId.of(entry, table))) {
                    handle(entry, ProcessHandle::destroy);
                }
            }
            step.at(living.size() + " processes left");
            Deadline.pause();
        }
    }

    /** Each session's leader, who ends the rest in order; the rest itself where the leader is gone. */
    private static List<ProcessTable.Entry> leaders(Collection<ProcessTable.Entry> living) {
        Set<Long> led = new HashSet<>();
        living.stream().filter(entry -> entry.pid() == entry.session()).forEach(entry -> led.add(entry.pid()));
        return living.stream()
                .filter(entry -> entry.pid() == entry.session() || !led.contains(entry.session()))
                .toList();
    }

    private List<ProcessTable.Entry> living(Supplier<Set<Long>> sessions) {
        Set<Long> wanted = sessions.get();
        return table.all().stream()
                .filter(entry -> wanted.contains(entry.session()))
                .toList();
    }

    private void handle(ProcessTable.Entry entry, Consumer<ProcessHandle> signal) {
        ProcessId id = ProcessId.of(entry, table);
        ProcessHandle.of(entry.pid()).filter(handle -> id.alive(table)).ifPresent(signal);
    }
}

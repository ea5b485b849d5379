package org.mesoselk.cli.down;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.HomeLock;
import org.mesoselk.cli.local.Teardown;
import org.mesoselk.cli.process.ProcessTable;

/** {@code elk down}. */
public record Down(Console console, Home home) {

    /** Commands that are asked to end; each leaves nothing half done that the teardown would not end too. */
    private static final Set<String> ENDED = Set.of("elk up", "elk chaos");

    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(20);

    public void run(boolean wipe, boolean yes) throws InterruptedException {
        if (!home.exists()) {
            console.out().println("There is no installation in " + home.directory() + ".");
            return;
        }
        if (wipe && !yes && !agreed()) {
            console.out().println("Nothing was done.");
            return;
        }
        ProcessTable table = new ProcessTable();
        try (HomeLock lock = lock(table)) {
            boolean any = new Teardown(home, table, console.progress()).run();
            if (wipe) {
                home.wipe();
                console.out().println("Stopped, and removed " + home.directory() + ".");
            } else {
                console.out()
                        .println(
                                any
                                        ? "All is down; data and state stay in " + home.directory() + "."
                                        : "Nothing runs.");
            }
        }
    }

    /** Somebody who starts the home is asked to end, as with Ctrl-C: what it has started is stopped with the rest. */
    private HomeLock lock(ProcessTable table) throws InterruptedException {
        Optional<HomeLock> lock = HomeLock.tryTake(home, "elk down", table);
        if (lock.isPresent()) {
            return lock.get();
        }
        HomeLock.holder(home, table)
                .filter(holder -> ENDED.contains(holder.command()))
                .filter(holder ->
                        holder.process().pid() != ProcessHandle.current().pid())
                .ifPresent(this::end);
        Deadline deadline = Deadline.after(LOCK_PATIENCE);
        while (!deadline.passed()) {
            lock = HomeLock.tryTake(home, "elk down", table);
            if (lock.isPresent()) {
                return lock.get();
            }
            Deadline.pause();
        }
        throw Failure.failed("Another elk is at work on " + home.directory() + " right now: try again when it is done");
    }

    private void end(HomeLock.Holder holder) {
        console.err()
                .println("Ending the " + holder.command() + " (pid "
                        + holder.process().pid() + ") that is at work on this home.");
        ProcessHandle.of(holder.process().pid()).ifPresent(ProcessHandle::destroy);
    }

    private boolean agreed() {
        if (!"1".equals(console.env().get("ELK_INPUT_TERMINAL"))) {
            throw Failure.usage("--wipe removes all data in " + home.directory() + ": confirm it with --yes");
        }
        console.err().print("Remove all data in " + home.directory() + "? [y/N] ");
        console.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw Failure.failed("Cannot read the answer", e);
        }
    }
}

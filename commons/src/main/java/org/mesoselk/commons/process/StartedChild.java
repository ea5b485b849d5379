package org.mesoselk.commons.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A {@link ProcessHandle} is a pid with its start time and signals nothing whose start time differs, so a pid that the
 * system has given to somebody else is never hit.
 */
final class StartedChild implements ChildProcess {

    /** How long a process may take to vanish after SIGKILL: it may have to write back memory first. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final Process process;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

    StartedChild(Process process) {
        this.process = process;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Each descendants() reads all of /proc, so those that the child's own tree holds are not asked as well. */
    @Override
    public synchronized void noteDescendants() {
        descendants.removeIf(handle -> !handle.isAlive());
        Set<ProcessHandle> below = process.toHandle().descendants().collect(Collectors.toSet());
        for (ProcessHandle known : List.copyOf(descendants)) {
            if (!below.contains(known)) {
                known.descendants().forEach(descendants::add);
            }
        }
        descendants.addAll(below);
    }

    private synchronized List<ProcessHandle> living() {
        noteDescendants();
        List<ProcessHandle> tree = new ArrayList<>();
        if (process.isAlive()) {
            tree.add(process.toHandle());
        }
        tree.addAll(descendants);
        return tree;
    }

    @Override
    public StopOutcome stop(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        noteDescendants();
        process.destroy();
        awaitEnd(deadline);
        List<Long> killed = kill();
        awaitEnd(System.nanoTime() + AFTER_KILL.toNanos());
        List<Long> survivors = living().stream().map(ProcessHandle::pid).toList();
        return new StopOutcome(process.isAlive() ? -1 : process.exitValue(), killed, survivors);
    }

    private List<Long> kill() {
        List<Long> killed = new ArrayList<>();
        for (ProcessHandle handle : living()) {
            // The child itself through Process: its handle does not let itself be destroyed.
            if (handle.pid() == process.pid()) {
                process.destroyForcibly();
            } else {
                handle.destroyForcibly();
            }
            killed.add(handle.pid());
        }
        return List.copyOf(killed);
    }

    private void awaitEnd(long deadline) throws InterruptedException {
        for (List<ProcessHandle> tree = living(); !tree.isEmpty(); tree = living()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                tree.get(0).onExit().get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "Cannot wait for process " + tree.get(0).pid(), e);
            }
        }
    }
}

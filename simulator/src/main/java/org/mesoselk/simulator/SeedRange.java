package org.mesoselk.simulator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.mesoselk.simulator.scheduler.Faulty;

/** Runs many seeds on several threads, tells how far it is, and what it has seen. */
public final class SeedRange {
    private final long to;
    private final int threads;
    private final int mostFailures;
    private final PrintStream out;
    private final AtomicLong next;
    private final Summary summary;
    private final AtomicReference<Error> fatal = new AtomicReference<>();
    private final List<Outcome> failures = new ArrayList<>();

    /** @param mostFailures it ends early when so many seeds have failed */
    public SeedRange(long from, long to, int threads, int mostFailures, PrintStream out) {
        this.to = to;
        this.threads = threads;
        this.mostFailures = mostFailures;
        this.out = out;
        this.next = new AtomicLong(from);
        this.summary = new Summary(to - from + 1);
    }

    /** @return whether all went well */
    public boolean run() {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::work, "seeds-" + i);
            thread.start();
            running.add(thread);
        }
        Progress progress = new Progress(summary, out);
        for (Thread thread : running) {
            join(thread, progress);
        }
        progress.end();
        if (fatal.get() != null) {
            throw fatal.get();
        }
        failures.forEach(failed -> FailureReport.print(failed, out));
        summary.print(out);
        return failures.isEmpty();
    }

    private static void join(Thread thread, Progress progress) {
        try {
            while (thread.isAlive()) {
                thread.join(500);
                progress.tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (long seed = next.getAndIncrement(); seed <= to && !isEnough(); seed = next.getAndIncrement()) {
                Outcome outcome = Simulation.run(Plan.of(seed), Faulty.NOTHING, false);
                synchronized (failures) {
                    summary.add(outcome);
                    outcome.violation().ifPresent(broken -> {
                        out.println("seed " + outcome.plan().seed() + " broke a rule: " + broken.getMessage());
                        failures.add(outcome);
                    });
                }
            }
        } catch (Error e) {
            fatal.set(e);
        }
    }

    private boolean isEnough() {
        synchronized (failures) {
            return failures.size() >= mostFailures || Thread.currentThread().isInterrupted();
        }
    }
}

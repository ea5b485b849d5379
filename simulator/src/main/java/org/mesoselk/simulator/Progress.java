package org.mesoselk.simulator;

import java.io.PrintStream;
import java.time.Duration;

/** One line that is rewritten on a terminal, a line every few seconds elsewhere. */
final class Progress {
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private final Summary summary;
    private final PrintStream out;
    private final boolean isTerminal = System.console() != null;
    private long told = System.nanoTime();

    Progress(Summary summary, PrintStream out) {
        this.summary = summary;
        this.out = out;
    }

    void tell() {
        if (isTerminal) {
            out.print("\r" + summary.line() + " ");
            out.flush();
        } else if (System.nanoTime() - told > QUIET_NANOS) {
            told = System.nanoTime();
            out.println(summary.line());
        }
    }

    void end() {
        if (isTerminal) {
            out.println("\r" + summary.line() + " ");
        }
    }
}

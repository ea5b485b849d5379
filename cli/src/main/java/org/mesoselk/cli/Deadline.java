package org.mesoselk.cli;

import java.time.Duration;

/** The end of a command's patience. */
public record Deadline(long nanos) {

    public static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    public boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }

    /** How often a state is looked at that somebody waits for. */
    public static void pause() throws InterruptedException {
        Thread.sleep(300);
    }
}

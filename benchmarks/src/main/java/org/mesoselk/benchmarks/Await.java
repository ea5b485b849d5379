package org.mesoselk.benchmarks;

import java.io.IOException;
import java.time.Duration;

/** Looks often until something holds: what is measured must not be rounded up to the looks. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** An exception of network or file counts as "not yet". */
    public static void until(String what, Duration atMost, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        String last = "it did not hold";
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = "it did not hold";
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new IllegalStateException(
                "waited " + atMost.toSeconds() + " s for " + what + "; at the last look: " + last);
    }
}

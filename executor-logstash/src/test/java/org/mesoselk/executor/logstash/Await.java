package org.mesoselk.executor.logstash;

import java.time.Duration;
import java.util.function.Predicate;

/** Waits for a condition, and says what was seen last when it does not come. */
public final class Await {

    private static final long PAUSE_MILLIS = 50;

    private Await() {}

    /** Looks at the world. */
    public interface Look<T> {
        T look() throws Exception;
    }

    public static <T> T until(Duration patience, String what, Look<T> look, Predicate<T> isIt) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        T seen = look.look();
        while (!isIt.test(seen)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Within " + patience.toSeconds() + " s it was not so that " + what + "; last seen: " + seen);
            }
            Thread.sleep(PAUSE_MILLIS);
            seen = look.look();
        }
        return seen;
    }
}

package org.mesoselk.systemtest;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for conditions; a failure shows what was seen last. */
final class Await {

    private Await() {}

    interface Look<T> {
        T look() throws Exception;
    }

    /** Looks twice a second until {@code wanted} holds. An exception while looking is only another thing seen. */
    static <T> T until(String what, Duration atMost, Look<T> look, Predicate<T> wanted) {
        return until(what, atMost, Duration.ofMillis(500), look, wanted);
    }

    /** As {@link #until}, for what may be over soon. */
    static <T> T often(String what, Duration atMost, Look<T> look, Predicate<T> wanted) {
        return until(what, atMost, Duration.ofMillis(20), look, wanted);
    }

    private static <T> T until(String what, Duration atMost, Duration pause, Look<T> look, Predicate<T> wanted) {
        Object[] last = {"nothing"};
        Instant start = Instant.now();
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(pause)
                    .atMost(atMost)
                    .until(() -> {
                        try {
                            last[0] = look.look();
                        } catch (Exception | AssertionError e) {
                            last[0] = e;
                            return false;
                        }
                        @SuppressWarnings("unchecked")
                        T seen = (T) last[0];
                        return wanted.test(seen);
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "waited " + Duration.between(start, Instant.now()).toSeconds() + " s for: " + what + "\nlast seen: "
                            + last[0],
                    e);
        }
        @SuppressWarnings("unchecked")
        T seen = (T) last[0];
        return seen;
    }
}

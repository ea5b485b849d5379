package org.mesoselk.scheduler.core.member;

import java.time.Duration;

/** How long a member waits before its next task: after a first failure not at all, then 5 s doubling to 5 min. */
public final class BackOff {

    /** A task that has run so long ends a row of failures. */
    public static final Duration RAN_WELL = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private BackOff() {}

    /** @param failures consecutive failures, the present one included */
    public static Duration after(int failures) {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        return doubling(FIRST, failures - 2, LONGEST);
    }

    /** @param times how often {@code first} is doubled */
    public static Duration doubling(Duration first, int times, Duration longest) {
        Duration wait = first;
        for (int i = 0; i < times && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}

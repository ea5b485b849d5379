package org.mesoselk.commons.mesos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter: any time between nothing and a bound that doubles with each failure up to {@code limit}. */
record Backoff(Duration first, Duration limit) {

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures how often it has failed in a row, at least 1 */
    Duration delay(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(Math.min(doubled, limit.toMillis()) + 1));
    }
}

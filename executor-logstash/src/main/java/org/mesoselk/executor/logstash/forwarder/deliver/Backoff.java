package org.mesoselk.executor.logstash.forwarder.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: a time that doubles up to {@code limit}, half of it by chance, so that the executors
 * of many agents do not come back together and none comes back at once.
 */
public record Backoff(Duration first, Duration limit) {

    /** Elasticsearch's own clients begin with as much; the limit bounds how late a recovery is noticed. */
    public static final Backoff STANDARD = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures in a row, at least 1 */
    public Duration delay(int failures, RandomGenerator random) {
        long bound = Math.min(first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS), limit.toMillis());
        return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
    }
}

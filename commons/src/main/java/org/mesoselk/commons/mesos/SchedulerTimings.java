package org.mesoselk.commons.mesos;

import java.time.Duration;

/**
 * How patient a {@link MesosSchedulerClient} is.
 *
 * @param connectTimeout for a TCP connection
 * @param callTimeout from sending a call to the end of the answer; for SUBSCRIBE, to the first event
 * @param missedHeartbeats the subscription is given up after this many of the master's heartbeat intervals without a byte
 * @param firstBackoff upper bound of the wait after the first failure; it doubles with each further one
 * @param maxBackoff upper bound of the wait after any number of failures
 * @param callAttempts how often a call that is safe to repeat is sent before its subscription is given up
 * @param maxRedirects how many redirects one attempt to subscribe follows
 */
public record SchedulerTimings(
        Duration connectTimeout,
        Duration callTimeout,
        int missedHeartbeats,
        Duration firstBackoff,
        Duration maxBackoff,
        int callAttempts,
        int maxRedirects) {

    public SchedulerTimings {
        if (missedHeartbeats < 1 || callAttempts < 1 || maxRedirects < 0) {
            throw new IllegalArgumentException(
                    "missedHeartbeats and callAttempts must be at least 1 and maxRedirects at least 0, not %d, %d, %d"
                            .formatted(missedHeartbeats, callAttempts, maxRedirects));
        }
    }

    /**
     * Time-outs with slack for a busy machine. A new leader is found at most {@code maxBackoff} after it began to lead;
     * a real master waits 10 minutes for agents after a failover, so 10 s lose nothing and spare the master.
     */
    public static SchedulerTimings defaults() {
        return new SchedulerTimings(
                Duration.ofSeconds(5), Duration.ofSeconds(20), 3, Duration.ofMillis(250), Duration.ofSeconds(10), 3, 5);
    }

    Backoff backoff() {
        return new Backoff(firstBackoff, maxBackoff);
    }
}

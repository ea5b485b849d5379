package org.mesoselk.commons.mesos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How an executor ends when its agent, or whoever sends SIGTERM, wants it to.
 *
 * @param grace for what it runs: a part of what the agent grants, so that the update still gets out
 */
public record ExecutorShutdown(Duration grace) {

    private static final Duration SLACK = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException with a sentence when the agent's grace period is unreadable */
    public static ExecutorShutdown of(Map<String, String> environment) {
        Duration granted =
                MesosDuration.parse(environment.getOrDefault("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", "5secs"));
        return new ExecutorShutdown(granted.multipliedBy(6).dividedBy(10));
    }

    /**
     * Has {@code begin} run on SIGTERM, and keeps this program until {@code done}.
     *
     * @param acknowledgement how long the last update's may take
     */
    public void onSigterm(Runnable begin, Duration acknowledgement, CountDownLatch done) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            begin.run();
                            try {
                                // Also as long as an acknowledgement may take, and as a process that SIGKILL has hit.
                                done.await(
                                        grace.plus(acknowledgement).plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "sigterm"));
    }
}

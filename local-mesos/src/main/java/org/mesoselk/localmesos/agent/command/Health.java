package org.mesoselk.localmesos.agent.command;

import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.HealthCheck;

/**
 * What the looks of a health check amount to, as Mesos counts them: failures do not count within the grace period until
 * the first success; each that counts is told, a success only when it is the first or follows a failure.
 */
final class Health {

    private static final int FIRST_GOOD_STATUS = 200;
    private static final int FIRST_BAD_STATUS = 400;

    /**
     * To be told.
     *
     * @param kill it has failed so often in a row that the task is to be killed
     */
    record Verdict(boolean healthy, boolean kill) {}

    private final HealthCheck check;
    private final Instant graceEnd;
    private boolean initializing = true;
    private int failures;

    Health(HealthCheck check, Instant started) {
        this.check = check;
        this.graceEnd = started.plusMillis(Math.round(check.getGracePeriodSeconds() * 1000));
    }

    /** Empty when there is nothing to tell. */
    Optional<Verdict> looked(Probe.Result result, Instant now) {
        if (isGood(result)) {
            boolean news = initializing || failures > 0;
            initializing = false;
            failures = 0;
            return news ? Optional.of(new Verdict(true, false)) : Optional.empty();
        }
        if (initializing && !now.isAfter(graceEnd)) {
            return Optional.empty();
        }
        failures++;
        return Optional.of(new Verdict(false, failures >= check.getConsecutiveFailures()));
    }

    private boolean isGood(Probe.Result result) {
        if (!(result instanceof Probe.Answer answer)) {
            return false;
        }
        return check.getType() == HealthCheck.Type.HTTP
                ? answer.value() >= FIRST_GOOD_STATUS && answer.value() < FIRST_BAD_STATUS
                : answer.value() == 0;
    }
}

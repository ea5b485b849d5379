package org.mesoselk.localmesos.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.agent.command.Health.Verdict;

class HealthTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Probe.Result GOOD = new Probe.Answer(0);
    private static final Probe.Result BAD = new Probe.Answer(1);
    private static final Optional<Verdict> HEALTHY = Optional.of(new Verdict(true, false));
    private static final Optional<Verdict> UNHEALTHY = Optional.of(new Verdict(false, false));
    private static final Optional<Verdict> DOOMED = Optional.of(new Verdict(false, true));

    private final Health health = of(HealthCheck.Type.COMMAND);

    private static Health of(HealthCheck.Type type) {
        return new Health(
                HealthCheck.newBuilder()
                        .setType(type)
                        .setGracePeriodSeconds(10)
                        .setConsecutiveFailures(3)
                        .build(),
                START);
    }

    @Test
    void failuresWithinTheGraceDoNotCountUntilTheFirstSuccess() {
        assertThat(health.looked(BAD, START.plusSeconds(1))).isEmpty();
        assertThat(health.looked(GOOD, START.plusSeconds(2))).isEqualTo(HEALTHY);
        assertThat(health.looked(BAD, START.plusSeconds(3))).isEqualTo(UNHEALTHY);
    }

    @Test
    void afterTheGraceTheyCount() {
        assertThat(health.looked(BAD, START.plusSeconds(11))).isEqualTo(UNHEALTHY);
        assertThat(health.looked(BAD, START.plusSeconds(12))).isEqualTo(UNHEALTHY);
        assertThat(health.looked(BAD, START.plusSeconds(13))).isEqualTo(DOOMED);
    }

    @Test
    void aSuccessIsToldOnceAndBeginsTheCountAnew() {
        assertThat(health.looked(GOOD, START)).isEqualTo(HEALTHY);
        assertThat(health.looked(GOOD, START)).isEmpty();
        health.looked(BAD, START);
        health.looked(BAD, START);
        assertThat(health.looked(GOOD, START)).isEqualTo(HEALTHY);
        assertThat(health.looked(BAD, START)).isEqualTo(UNHEALTHY);
    }

    @Test
    void noAnswerIsAFailureAndARedirectOfHttpIsNone() {
        Health http = of(HealthCheck.Type.HTTP);
        assertThat(http.looked(new Probe.Answer(302), START)).isEqualTo(HEALTHY);
        assertThat(http.looked(new Probe.Answer(400), START)).isEqualTo(UNHEALTHY);
        assertThat(http.looked(new Probe.NoAnswer("timed out"), START)).isEqualTo(UNHEALTHY);
    }
}

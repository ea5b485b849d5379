package org.mesoselk.scheduler.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Milestones;

/** Who leads, since when, and how long it took until it decided. 0 in a process that does not lead. */
final class LeadershipMetrics {
    private static final Map<String, Function<Milestones, Optional<Instant>>> STEPS = Map.of(
            "subscribed", Milestones::subscribedAt,
            "reconciled", Milestones::reconciledAt,
            "deciding", Milestones::decidingAt);

    private LeadershipMetrics() {}

    static void bind(Leadership leadership, MeterRegistry registry) {
        Gauge.builder("mesos_elk_leader", leadership, l -> l.milestones().isPresent() ? 1 : 0)
                .description("1 in the process that leads")
                .register(registry);
        Gauge.builder(
                        "mesos_elk_epoch",
                        leadership,
                        l -> l.milestones().map(term -> (double) term.epoch()).orElse(0.0))
                .description("Epoch of the state; it grows with each election")
                .register(registry);
        Gauge.builder(
                        "mesos_elk_elected_seconds",
                        leadership,
                        l -> l.milestones()
                                .map(term -> term.electedAt().toEpochMilli() / 1000.0)
                                .orElse(0.0))
                .description("When it was elected, as Unix time")
                .register(registry);
        STEPS.forEach((step, at) -> Gauge.builder(
                        "mesos_elk_takeover_seconds",
                        leadership,
                        l -> l.milestones().map(term -> until(term, at)).orElse(0.0))
                .description("From the election to this step; 0 while it is not reached")
                .tag("until", step)
                .register(registry));
    }

    private static double until(Milestones term, Function<Milestones, Optional<Instant>> step) {
        return step.apply(term)
                .map(at -> Duration.between(term.electedAt(), at).toMillis() / 1000.0)
                .orElse(0.0);
    }
}

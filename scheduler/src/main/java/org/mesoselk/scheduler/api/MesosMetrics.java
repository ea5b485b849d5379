package org.mesoselk.scheduler.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.mesoselk.scheduler.mesos.MesosTally;

/** What this process has heard of Mesos since it started. */
final class MesosMetrics {

    private MesosMetrics() {}

    static void bind(MesosTally mesos, MeterRegistry registry) {
        for (String type : MesosTally.types()) {
            FunctionCounter.builder("mesos_elk_mesos_events", mesos, tally -> tally.events(type))
                    .description("Events of the scheduler stream, those included that it has no use for")
                    .tag("type", type)
                    .register(registry);
        }
        FunctionCounter.builder("mesos_elk_mesos_subscriptions", mesos, MesosTally::subscriptions)
                .register(registry);
        FunctionCounter.builder("mesos_elk_mesos_failed_subscriptions", mesos, MesosTally::failedAttempts)
                .description("Attempts to subscribe that came to nothing")
                .register(registry);
        Gauge.builder("mesos_elk_mesos_failed_in_a_row", mesos, MesosTally::failedInARow)
                .description("Attempts to subscribe that came to nothing since the last subscription")
                .register(registry);
    }
}

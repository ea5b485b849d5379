package org.mesoselk.scheduler.api.kibana;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.LeaderGauges;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.stereotype.Component;

/** What Prometheus is told of instances, by the leader. */
@Component
class KibanaMetrics implements MeterBinder {
    private final ApiContext scheduler;
    private final LeaderGauges gauges;

    KibanaMetrics(ApiContext scheduler) {
        this.scheduler = scheduler;
        this.gauges = new LeaderGauges(scheduler);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauges.of(
                        "mesos_elk_members_wanted",
                        published -> KibanaSpec.of(published.records()).wanted())
                .register(registry);
        gauges.of("mesos_elk_members_ready", published -> ready(published, instance -> true))
                .register(registry);
        for (String group : ((KibanaSettings) scheduler.settings()).groups()) {
            gauges.of(
                            "mesos_elk_kibana_instances_wanted",
                            published ->
                                    KibanaSpec.of(published.records()).counts().getOrDefault(group, 0))
                    .tag("group", group)
                    .register(registry);
            gauges.of(
                            "mesos_elk_kibana_instances_ready",
                            published -> ready(
                                    published, instance -> instance.group().equals(group)))
                    .tag("group", group)
                    .register(registry);
        }
    }

    private long ready(Published published, Predicate<Instance> which) {
        return Instance.all(published, scheduler.settings()).stream()
                .filter(which)
                .filter(Instance::isReady)
                .count();
    }
}

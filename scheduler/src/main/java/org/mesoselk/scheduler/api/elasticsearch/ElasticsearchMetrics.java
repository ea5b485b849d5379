package org.mesoselk.scheduler.api.elasticsearch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.LeaderGauges;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.runtime.Readiness;
import org.springframework.stereotype.Component;

/** What Prometheus is told of Elasticsearch by the leader. */
@Component
class ElasticsearchMetrics implements MeterBinder {
    private final LeaderGauges gauges;

    ElasticsearchMetrics(ApiContext scheduler) {
        this.gauges = new LeaderGauges(scheduler);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauges.of(
                        "mesos_elk_members_wanted",
                        published -> ElasticsearchSpec.of(published.records())
                                .nodeSet()
                                .count())
                .register(registry);
        gauges.of("mesos_elk_members_ready", Readiness::readyMembers).register(registry);
        for (String state : List.of("green", "yellow", "red", "unknown")) {
            gauges.of(
                            "mesos_elk_elasticsearch_health",
                            published -> ElasticsearchStatus.state(published).equals(state) ? 1 : 0)
                    .tag("state", state)
                    .register(registry);
        }
    }
}

package org.mesoselk.scheduler.api.logstash;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.LeaderGauges;
import org.mesoselk.scheduler.core.logstash.Coverage;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.stereotype.Component;

/** What Prometheus is told of coverage and of each member's engine, by the leader. */
@Component
class LogstashMetrics implements MeterBinder {
    private static final Map<String, ToDoubleFunction<LogstashReport>> OF_REPORTS = Map.of(
            "mesos_elk_logstash_lag_bytes", LogstashReport::lagBytes,
            "mesos_elk_logstash_files", LogstashReport::files,
            "mesos_elk_logstash_events", LogstashReport::events,
            "mesos_elk_logstash_events_per_second", LogstashReport::eventsPerSecond,
            "mesos_elk_logstash_duplicates", LogstashReport::duplicates,
            "mesos_elk_logstash_dead_letters", LogstashReport::deadLetters,
            "mesos_elk_logstash_dropped_datagrams", LogstashReport::droppedDatagrams);

    private final ApiContext scheduler;
    private final LeaderGauges gauges;
    /** Of the reports that were published last: mostly they are the same as before. */
    private Map<String, LogstashReport> reported = Map.of();

    LogstashMetrics(ApiContext scheduler) {
        this.scheduler = scheduler;
        this.gauges = new LeaderGauges(scheduler);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauges.of("mesos_elk_members_wanted", published -> coverage(published).wanted())
                .register(registry);
        gauges.of(
                        "mesos_elk_members_ready",
                        published -> coverage(published).with().size())
                .register(registry);
        gauges.of(
                        "mesos_elk_logstash_agents",
                        published -> coverage(published).with().size()
                                + coverage(published).without().size())
                .description("Agents that are known")
                .register(registry);
        gauges.of(
                        "mesos_elk_logstash_agents_covered",
                        published -> coverage(published).with().size())
                .description("Agents with a collector that runs and is healthy")
                .register(registry);
        Map<String, MultiGauge> meters = OF_REPORTS.keySet().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> MultiGauge.builder(name).register(registry)));
        scheduler.board().onPublish(published -> publish(published, meters));
    }

    private Coverage coverage(Published published) {
        return CoverageNow.of(published, scheduler.settings());
    }

    private void publish(Published published, Map<String, MultiGauge> meters) {
        Map<String, LogstashReport> reports =
                gauges.isAnothers() ? Map.of() : published.memory().logstash().reports();
        if (reports.equals(reported)) {
            return;
        }
        reported = reports;
        List<Member> members = published.records().members().values().stream()
                .filter(member -> LogstashStatus.report(member, published).isPresent())
                .toList();
        meters.forEach((name, meter) -> meter.register(
                members.stream().map(member -> row(name, member, published)).toList(), true));
    }

    private Row<?> row(String name, Member member, Published published) {
        ToDoubleFunction<LogstashReport> value = OF_REPORTS.get(name);
        return Row.of(
                Tags.of(
                        "member",
                        member.name(),
                        "host",
                        member.home().map(AgentRef::hostname).orElse("")),
                LogstashStatus.report(member, published).orElseThrow(),
                report -> gauges.isAnothers() ? 0 : value.applyAsDouble(report));
    }
}

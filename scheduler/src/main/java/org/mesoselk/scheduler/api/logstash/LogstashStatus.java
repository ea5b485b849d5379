package org.mesoselk.scheduler.api.logstash;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.Leader;
import org.mesoselk.scheduler.api.MemberBackOff;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.api.Sandboxes;
import org.mesoselk.scheduler.core.logstash.Coverage;
import org.mesoselk.scheduler.core.logstash.Launched;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.runtime.Published;

/**
 * What {@code elk status} shows of this framework; the keys stay.
 *
 * @param wanted agents that shall have a collector
 * @param ready those that have one that runs and is healthy
 * @param state green: all have one; yellow: some; red: none; unknown: no agent is known
 * @param endpoints of Elasticsearch, as last looked up
 * @param operation always null: nothing is scaled here
 */
record LogstashStatus(
        String api,
        String frameworkId,
        int wanted,
        int ready,
        String state,
        List<String> endpoints,
        List<MemberLine> members,
        List<Wait> waits,
        Object operation,
        Leader leadership) {

    /**
     * @param agent id of its agent, with a task or without
     * @param task empty, as {@code sandbox}, without one
     * @param notBefore when it may be launched again; null while it has a task
     * @param lagBytes null, as what follows, before the executor has told of it
     * @param lastError null while all goes out
     * @param outdated whether it runs with other options than this scheduler's; null while that is not known
     */
    record MemberLine(
            String name,
            String agent,
            String hostname,
            String task,
            String state,
            String sandbox,
            int failures,
            Instant notBefore,
            String engine,
            Long lagBytes,
            Double eventsPerSecond,
            Long deadLetters,
            String lastError,
            Boolean outdated) {}

    static LogstashStatus of(ApiContext scheduler, String api) {
        Published published = scheduler.board().read();
        Coverage coverage = CoverageNow.of(published, scheduler.settings());
        String fingerprint = ((LogstashSettings) scheduler.settings()).fingerprint();
        return new LogstashStatus(
                api,
                published.records().frameworkId().orElse(""),
                coverage.wanted(),
                coverage.with().size(),
                state(coverage),
                endpoints(published),
                published.records().members().values().stream()
                        .map(member -> line(member, published, scheduler, fingerprint))
                        .toList(),
                published.waits(),
                null,
                Leader.of(api, scheduler.leadership().milestones()));
    }

    static String state(Coverage coverage) {
        int ready = coverage.with().size();
        if (coverage.wanted() == 0) {
            return coverage.agentsKnown() ? "green" : "unknown";
        } else if (ready == coverage.wanted()) {
            return "green";
        }
        return ready > 0 ? "yellow" : "red";
    }

    static List<String> endpoints(Published published) {
        return published.memory().logstash().endpoints() instanceof EndpointsView.Known known
                ? known.urls()
                : List.of();
    }

    static Optional<LogstashReport> report(Member member, Published published) {
        return member.task().map(task -> published.memory().logstash().reports().get(task.id()));
    }

    /** @param fingerprint {@link LogstashSettings#fingerprint} of this scheduler @return null while that is not known */
    static Boolean outdated(Member member, Published published, String fingerprint) {
        return switch (Launched.of(member, published.memory().logstash().reports(), fingerprint)) {
            case WITH_THESE_OPTIONS -> false;
            case WITH_OTHERS -> true;
            case UNKNOWN -> null;
        };
    }

    static String sandbox(Member member, Published published, ApiContext scheduler) {
        String frameworkId = published.records().frameworkId().orElse("");
        return member.task()
                .map(task -> Sandboxes.of(task, frameworkId, scheduler.agentUrls()))
                .orElse("");
    }

    private static MemberLine line(Member member, Published published, ApiContext scheduler, String fingerprint) {
        Optional<LogstashReport> report = report(member, published);
        Optional<AgentRef> home = member.home();
        return new MemberLine(
                member.name(),
                home.map(AgentRef::id).orElse(""),
                home.map(AgentRef::hostname).orElse(""),
                member.task().map(TaskRef::id).orElse(""),
                Names.of(member.state()),
                sandbox(member, published, scheduler),
                member.failures(),
                MemberBackOff.of(member).notBefore().orElse(null),
                report.map(LogstashReport::engine)
                        .orElse(((LogstashSettings) scheduler.settings()).task().engine()),
                report.map(LogstashReport::lagBytes).orElse(null),
                report.map(LogstashReport::eventsPerSecond).orElse(null),
                report.map(LogstashReport::deadLetters).orElse(null),
                report.flatMap(LogstashReport::lastError).orElse(null),
                outdated(member, published, fingerprint));
    }
}

package org.mesoselk.executor.logstash.official;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.OfficialReport.Pipeline;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.executor.logstash.official.api.NodeStats;
import org.mesoselk.executor.logstash.official.judge.Health;
import org.mesoselk.executor.logstash.official.judge.Rollout;

/** What is known, as Mesos is told it. */
final class Reporting {

    /** A status update has to stay small. */
    private static final int LONGEST = 300;

    private Reporting() {}

    static LogstashReport nothingYet() {
        return LogstashReport.of(LogstashTask.LOGSTASH)
                .withLastError(Optional.of("Logstash is starting."))
                .withLogstash(new OfficialReport(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        0,
                        Optional.empty()));
    }

    static LogstashReport report(
            Health health,
            Rollout rollout,
            Positions positions,
            int restarts,
            Optional<Validation> validation,
            Instant at) {
        Map<String, NodeStats.Pipeline> pipelines =
                health.stats().map(NodeStats::pipelines).orElse(Map.of());
        Optional<String> running =
                rollout.running().map(applied -> applied.template().fingerprint());
        String wanted = rollout.wanted().template().fingerprint();
        return LogstashReport.of(LogstashTask.LOGSTASH)
                .withFiles(positions.files(), positions.lagBytes(), positions.behind())
                .withEvents(
                        health.events(),
                        pipelines.values().stream()
                                .mapToDouble(NodeStats.Pipeline::outPerSecond)
                                .sum(),
                        0)
                .withLosses(
                        pipelines.values().stream()
                                .flatMap(pipeline -> pipeline.outputs().stream())
                                .mapToLong(NodeStats.Output::documentFailures)
                                .sum(),
                        0)
                .withLastError(health.trouble())
                .withLogstash(new OfficialReport(
                        health.stats().map(NodeStats::version),
                        running,
                        running.isPresent() ? Optional.empty() : Optional.of(wanted),
                        rollout.refused(),
                        new TreeMap<>(pipelines)
                                .entrySet().stream()
                                        .map(found -> pipeline(found.getKey(), found.getValue()))
                                        .toList(),
                        health.answers(at),
                        restarts,
                        validation));
    }

    private static Pipeline pipeline(String name, NodeStats.Pipeline seen) {
        return new Pipeline(
                name,
                seen.instance().isPresent(),
                seen.in(),
                seen.out(),
                seen.queueEvents(),
                seen.queueBytes(),
                seen.reloadFailures(),
                seen.lastError().map(error -> error.length() > LONGEST ? error.substring(0, LONGEST) + "…" : error));
    }
}

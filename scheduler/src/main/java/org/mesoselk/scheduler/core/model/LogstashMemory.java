package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.logstash.LogstashReport;

/**
 * What the Logstash framework remembers between ticks.
 *
 * @param agents the last list of agents that could be had, or that there was none yet
 * @param agentsUnknown why the list could not be had when it was asked for last; empty when it could
 * @param endpoints the last that were known, or that there were none yet
 * @param endpointsUnknown why they could not be had last; empty when they could
 * @param offering the agents that have offered in this subscription, by agent id
 * @param reports what executors said of their engines, by task id
 * @param endpointsSent the endpoints last sent, by task id
 * @param pipelinesSent the pipelines last sent, by task id
 * @param validateSent the pipelines last asked about, by task id
 */
public record LogstashMemory(
        AgentsView agents,
        String agentsUnknown,
        EndpointsView endpoints,
        String endpointsUnknown,
        Map<String, ListedAgent> offering,
        Map<String, LogstashReport> reports,
        Map<String, List<String>> endpointsSent,
        Map<String, Sent> pipelinesSent,
        Map<String, Sent> validateSent) {

    /** @param fingerprint of the pipelines @param since when first @param at when last */
    public record Sent(String fingerprint, Instant since, Instant at) {}

    /** Nothing has been asked yet. */
    public static LogstashMemory initial(Instant now) {
        return new LogstashMemory(
                new AgentsView.Unknown(now, "not yet asked"),
                "not yet asked",
                new EndpointsView.Unknown(now, "not yet asked"),
                "not yet asked",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }
}

package org.mesoselk.scheduler.core.framework;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.LogstashMemory;
import org.mesoselk.scheduler.core.model.LogstashMemory.Sent;

/** {@link LogstashMemory} while a tick changes it. */
public final class LogstashDraft {
    public AgentsView agents;
    public String agentsUnknown;
    public EndpointsView endpoints;
    public String endpointsUnknown;
    public final SortedMap<String, ListedAgent> offering;
    public final SortedMap<String, LogstashReport> reports;
    public final SortedMap<String, List<String>> endpointsSent;
    public final SortedMap<String, Sent> pipelinesSent;
    public final SortedMap<String, Sent> validateSent;

    LogstashDraft(LogstashMemory memory) {
        agents = memory.agents();
        agentsUnknown = memory.agentsUnknown();
        endpoints = memory.endpoints();
        endpointsUnknown = memory.endpointsUnknown();
        offering = new TreeMap<>(memory.offering());
        reports = new TreeMap<>(memory.reports());
        endpointsSent = new TreeMap<>(memory.endpointsSent());
        pipelinesSent = new TreeMap<>(memory.pipelinesSent());
        validateSent = new TreeMap<>(memory.validateSent());
    }

    void keepOnly(Set<String> taskIds) {
        reports.keySet().retainAll(taskIds);
        endpointsSent.keySet().retainAll(taskIds);
        pipelinesSent.keySet().retainAll(taskIds);
        validateSent.keySet().retainAll(taskIds);
    }

    void subscribed() {
        offering.clear();
        endpointsSent.clear();
        pipelinesSent.clear();
        validateSent.clear();
    }

    LogstashMemory finished() {
        return new LogstashMemory(
                agents,
                agentsUnknown,
                endpoints,
                endpointsUnknown,
                Collections.unmodifiableSortedMap(offering),
                Collections.unmodifiableSortedMap(reports),
                Collections.unmodifiableSortedMap(endpointsSent),
                Collections.unmodifiableSortedMap(pipelinesSent),
                Collections.unmodifiableSortedMap(validateSent));
    }
}

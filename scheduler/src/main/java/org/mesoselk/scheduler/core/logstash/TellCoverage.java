package org.mesoselk.scheduler.core.logstash;

import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** What is not known of agents and endpoints, and which collectors do not deliver. */
final class TellCoverage {

    private TellCoverage() {}

    private static String lastError(LogstashTick tick, Member member) {
        return member.task()
                .map(task -> tick.memory.logstash.reports.get(task.id()))
                .flatMap(LogstashReport::lastError)
                .orElse("its executor has not said why");
    }

    static void into(LogstashTick tick) {
        tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Running running && !running.healthy())
                .forEach(member -> tick.wait(
                        "unhealthy",
                        member.name(),
                        member.name() + " runs on agent "
                                + member.home().orElseThrow().hostname() + " and does not deliver: "
                                + lastError(tick, member)));
        String agents = tick.memory.logstash.agentsUnknown;
        if (tick.memory.subscribed && !agents.isEmpty()) {
            tick.wait(
                    "agents-unknown",
                    "mesos",
                    "the master's list of agents cannot be had: " + agents
                            + "; agents that offer something are covered all the same");
        }
        String endpoints = tick.memory.logstash.endpointsUnknown;
        if (!endpoints.isEmpty()) {
            tick.wait(
                    "endpoints-unknown",
                    "elasticsearch",
                    "where Elasticsearch is cannot be looked up: " + endpoints
                            + "; what was known before stays in use, and nothing that is collected is lost");
        } else if (SendEndpoints.known(tick).isEmpty()) {
            tick.wait(
                    "no-elasticsearch",
                    "elasticsearch",
                    "no Elasticsearch member serves at present: what is collected waits on the agents until one does");
        }
    }
}

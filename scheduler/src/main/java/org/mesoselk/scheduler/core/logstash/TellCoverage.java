package org.mesoselk.scheduler.core.logstash;

import java.util.List;
import java.util.stream.Collectors;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** What is not known of agents and endpoints, and which collectors do not deliver. */
public final class TellCoverage {

    /** Its name: collectors that run with other options than this scheduler's. */
    public static final String OUTDATED = "options-outdated";

    private static final int MOST_NAMED = 5;

    private TellCoverage() {}

    private static String lastError(LogstashTick tick, Member member) {
        return member.task()
                .map(task -> tick.memory.logstash.reports.get(task.id()))
                .flatMap(LogstashReport::lastError)
                .orElse("its executor has not said why");
    }

    /** They go on with what they were launched with, and nobody has to hurry. */
    private static void tellOutdated(LogstashTick tick) {
        List<String> outdated = tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Running)
                .filter(member -> tick.launched(member) == Launched.WITH_OTHERS)
                .map(Member::name)
                .toList();
        if (!outdated.isEmpty()) {
            String first = outdated.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
            tick.wait(
                    OUTDATED,
                    "logstash",
                    outdated.size() + " of " + tick.members().size()
                            + " collectors still run with the options that they were launched with (" + first
                            + (outdated.size() > MOST_NAMED ? ", …" : "")
                            + "): POST /v1/members/NAME/restart takes one over to those of this scheduler");
        }
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
        tellOutdated(tick);
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

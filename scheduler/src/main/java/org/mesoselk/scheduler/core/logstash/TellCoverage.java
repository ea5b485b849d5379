package org.mesoselk.scheduler.core.logstash;

/** What is not known of agents and endpoints. */
final class TellCoverage {

    private TellCoverage() {}

    static void into(LogstashTick tick) {
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

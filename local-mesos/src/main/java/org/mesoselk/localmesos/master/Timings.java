package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.util.Optional;

/**
 * The waits of a master, named as the flags of a real one and with its defaults.
 *
 * @param heartbeatInterval a constant of 15 s in a real master
 * @param agentPingTimeout how long an agent has to answer a ping
 * @param maxAgentPingTimeouts unanswered pings in a row after which the agent is unreachable
 * @param agentReregisterTimeout for so long after the master's start it says nothing of agents that it has not seen yet
 * @param offerTimeout after which an unanswered offer is rescinded; never without it
 * @param offersPerSecond to all frameworks together, at most; as many as there can be without it. A real master has no
 *     such flag
 */
public record Timings(
        Duration allocationInterval,
        Duration heartbeatInterval,
        Duration agentPingTimeout,
        int maxAgentPingTimeouts,
        Duration agentReregisterTimeout,
        Optional<Duration> offerTimeout,
        Optional<Double> offersPerSecond) {

    /** Without an answer for so long an agent is unreachable. */
    public Duration totalPingTimeout() {
        return agentPingTimeout.multipliedBy(maxAgentPingTimeouts);
    }

    public static Timings defaults() {
        return new Timings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                5,
                Duration.ofMinutes(10),
                Optional.empty(),
                Optional.empty());
    }
}

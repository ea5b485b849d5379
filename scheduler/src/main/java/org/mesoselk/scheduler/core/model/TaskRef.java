package org.mesoselk.scheduler.core.model;

import java.time.Instant;

/**
 * The Mesos task of a member.
 *
 * @param id task id; the executor id is the same
 * @param httpPort and {@code transportPort} out of the offer
 * @param launchedAt when the launch was stored
 */
public record TaskRef(String id, AgentRef agent, int httpPort, int transportPort, Instant launchedAt) {
    public String httpAddress() {
        return agent.ip() + ":" + httpPort;
    }

    public String transportAddress() {
        return agent.ip() + ":" + transportPort;
    }
}

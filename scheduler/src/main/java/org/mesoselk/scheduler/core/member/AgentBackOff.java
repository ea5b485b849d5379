package org.mesoselk.scheduler.core.member;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;

/**
 * How long an agent on which tasks failed before they ran gets no member without data: 30 s, doubling to 30 min with each
 * further one. Each {@link #QUIET} without another takes one away, until the agent is forgotten.
 */
public final class AgentBackOff {

    public static final Duration QUIET = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** More do not lengthen the back-off, they would only delay that the agent is forgotten. */
    private static final int MOST_COUNTED = 10;

    /** So that a sentence of each of the agents kept fits into one packet. */
    private static final int SENTENCE = FailureSentence.LONGEST / 2;

    private AgentBackOff() {}

    /** @param before what is known of this agent */
    public static AgentFailures another(Optional<AgentFailures> before, AgentRef agent, Instant now, String sentence) {
        int failures = 1 + before.map(known -> failures(known, now)).orElse(0);
        return new AgentFailures(
                agent.id(),
                agent.hostname(),
                Math.min(failures, MOST_COUNTED),
                now,
                FailureSentence.cut(sentence, SENTENCE));
    }

    /** What is left of them; 0 when the agent may be forgotten. */
    public static int failures(AgentFailures agent, Instant now) {
        Duration quiet = Duration.between(agent.last(), now);
        return quiet.isNegative() ? agent.failures() : (int) Math.max(0, agent.failures() - quiet.dividedBy(QUIET));
    }

    public static Instant avoidedUntil(AgentFailures agent) {
        return agent.last().plus(BackOff.doubling(FIRST, agent.failures() - 1, LONGEST));
    }

    public static Instant forgottenAt(AgentFailures agent) {
        return agent.last().plus(QUIET.multipliedBy(agent.failures()));
    }
}

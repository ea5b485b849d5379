package org.mesoselk.scheduler.core.offer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Resources;

/**
 * One member and one offer, with all that their match depends on.
 *
 * @param neighbourhood of all members, those included that were placed in this tick
 * @param agentsSeen agent id to host name
 * @param agents those that tasks failed to start on lately, by id
 * @param taskNumber of the task that would be launched
 */
public record Candidate(
        Member member,
        Offer offer,
        Instant now,
        Placement placement,
        Neighbourhood neighbourhood,
        Map<String, String> agentsSeen,
        Map<String, AgentFailures> agents,
        long taskNumber) {

    /** What is taken of the offer, the executor's share included. */
    Resources needed() {
        return placement.needed();
    }

    AgentRef agent() {
        return offer.agent();
    }

    /** Other members that run on this agent, or that will return to it. */
    List<Member> neighbours() {
        List<Member> there = neighbourhood.on(agent());
        return there.isEmpty()
                ? there
                : there.stream()
                        .filter(other -> !other.name().equals(member.name()))
                        .toList();
    }

    boolean isHome() {
        return member.home().filter(home -> home.id().equals(agent().id())).isPresent();
    }
}

package org.mesoselk.scheduler.core.offer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.Settings;

/**
 * One member and one offer, with all that their match depends on.
 *
 * @param members all members, those included that were placed in this tick
 * @param agentsSeen agent id to host name
 * @param taskNumber of the task that would be launched
 */
public record Candidate(
        Member member,
        Offer offer,
        Instant now,
        Settings settings,
        NodeSetSpec nodeSet,
        Collection<Member> members,
        Map<String, String> agentsSeen,
        long taskNumber) {

    /** What is taken of the offer, the executor's share included. */
    Resources needed() {
        return nodeSet.node().plus(settings.executor());
    }

    AgentRef agent() {
        return offer.agent();
    }

    /** Other members that run on this agent, or that will return to it. */
    List<Member> neighbours() {
        return members.stream()
                .filter(other -> !other.name().equals(member.name()))
                .filter(other -> placeOf(other, agent().id()))
                .toList();
    }

    private static boolean placeOf(Member other, String agentId) {
        if (other.state() instanceof MemberState.Stopped) {
            return false;
        }
        return other.task()
                .map(task -> task.agent())
                .or(other::home)
                .filter(agent -> agent.id().equals(agentId))
                .isPresent();
    }

    boolean isHome() {
        return member.home().filter(home -> home.id().equals(agent().id())).isPresent();
    }
}

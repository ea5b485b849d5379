package org.mesoselk.scheduler.core.offer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.elasticsearch.Samples;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Builds offers and members for the tests of this folder. */
final class Offers {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final List<Member> members = new ArrayList<>();
    final Map<String, String> agentsSeen = new TreeMap<>();
    final Map<String, AgentFailures> agents = new TreeMap<>();
    NodeSetSpec nodeSet = Samples.nodeSet(3);
    ElasticsearchSettings settings = Samples.settings();
    long taskNumber = 1;

    static AgentRef agent(int number) {
        return new AgentRef("agent" + number, "host" + number, "10.0.0." + number);
    }

    /** Roomy unless told otherwise. */
    static Offer offer(int agent) {
        return offer(agent, 8, 8192, 100_000, new Offer.PortRange(31000, 31009));
    }

    static Offer offer(int agent, double cpus, double memoryMb, double diskMb, Offer.PortRange... ports) {
        return new Offer("offer" + agent, agent(agent), Map.of("disk", "ssd"), cpus, memoryMb, diskMb, List.of(ports));
    }

    static Member pending(int ordinal) {
        return member(ordinal, new MemberState.Pending(NOW, NOW));
    }

    static Member running(int ordinal, int agent, int httpPort) {
        return member(
                        ordinal,
                        new MemberState.Running(
                                new TaskRef("es-default-" + ordinal + ".0", agent(agent), httpPort, httpPort + 1, NOW),
                                true))
                .withHome(agent(agent));
    }

    static Member member(int ordinal, MemberState state) {
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                true,
                new Member.Goal.Stay(),
                state,
                Optional.empty(),
                0,
                Optional.empty());
    }

    Offers with(Member member) {
        members.add(member);
        return this;
    }

    void constraints(Constraint... constraints) {
        nodeSet = new NodeSetSpec(
                nodeSet.name(),
                nodeSet.count(),
                nodeSet.masterEligible(),
                nodeSet.node(),
                nodeSet.heapMb(),
                List.of(constraints),
                nodeSet.maxPerAgent(),
                nodeSet.settings());
    }

    void maxPerAgent(int most) {
        nodeSet = new NodeSetSpec(
                nodeSet.name(),
                nodeSet.count(),
                nodeSet.masterEligible(),
                nodeSet.node(),
                nodeSet.heapMb(),
                nodeSet.constraints(),
                most,
                nodeSet.settings());
    }

    Candidate candidate(Member member, Offer offer, Instant now) {
        return new Candidate(
                member,
                offer,
                now,
                Placement.of(nodeSet, settings),
                Neighbourhood.of(members),
                agentsSeen,
                agents,
                taskNumber);
    }

    EvaluateOffers.Evaluation evaluate(Member member, Offer... offers) {
        return evaluate(member, NOW, List.of(offers));
    }

    EvaluateOffers.Evaluation evaluate(Member member, Instant now, List<Offer> offers) {
        return EvaluateOffers.evaluate(
                offers.stream().map(offer -> candidate(member, offer, now)).toList());
    }
}

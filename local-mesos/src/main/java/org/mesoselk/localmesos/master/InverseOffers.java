package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.InverseOffer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.allocator.Protos.InverseOfferStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Asks frameworks to leave agents that are planned to go away, and remembers what they answered. */
final class InverseOffers {

    private final Cluster cluster;
    private final ByAgent<InverseOffer> outstanding =
            new ByAgent<>(offer -> offer.getAgentId().getValue());
    /** By agent, then framework. */
    private final Map<String, Map<String, InverseOfferStatus>> answers = new HashMap<>();
    /** Until when a framework is not asked again, by agent, then framework. */
    private final Map<String, Map<String, Instant>> refused = new HashMap<>();

    InverseOffers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whoever has or is offered something on an agent that is planned to go is asked, unless it was just now. */
    void make(Collection<RegisteredAgent> agents) {
        Map<Framework, Event.InverseOffers.Builder> made = new LinkedHashMap<>();
        for (RegisteredAgent agent : agents) {
            if (!agent.isOffered() || agent.unavailability.isEmpty()) {
                continue;
            }
            for (Framework framework : cluster.frameworks.values()) {
                if (framework.isConnected() && isConcerned(framework, agent) && !isAsked(framework, agent)) {
                    InverseOffer offer = offer(framework, agent);
                    outstanding.put(offer.getId().getValue(), offer);
                    made.computeIfAbsent(framework, one -> Event.InverseOffers.newBuilder())
                            .addInverseOffers(offer);
                }
            }
        }
        made.forEach((framework, offers) -> framework.send(Event.newBuilder()
                .setType(Event.Type.INVERSE_OFFERS)
                .setInverseOffers(offers)
                .build()));
    }

    private boolean isConcerned(Framework framework, RegisteredAgent agent) {
        return !cluster.usedOn(agent, framework.id()).isEmpty()
                || cluster.offersOn(agent.id()).stream()
                        .anyMatch(offer -> offer.frameworkId().equals(framework.id()));
    }

    private boolean isAsked(Framework framework, RegisteredAgent agent) {
        Instant again = refused.getOrDefault(agent.id(), Map.of()).getOrDefault(framework.id(), Instant.MIN);
        return cluster.now().isBefore(again)
                || outstanding.on(agent.id()).stream()
                        .anyMatch(offer -> offer.getFrameworkId().getValue().equals(framework.id()));
    }

    private InverseOffer offer(Framework framework, RegisteredAgent agent) {
        return InverseOffer.newBuilder()
                .setId(OfferID.newBuilder().setValue(cluster.nextOfferId()))
                .setUrl(agent.url())
                .setFrameworkId(framework.info.getId())
                .setAgentId(agent.info.getId())
                .setUnavailability(agent.unavailability.orElseThrow())
                .build();
    }

    /** Answers to what is not outstanding are passed over. */
    void answer(Framework framework, List<OfferID> ids, Filters filters, InverseOfferStatus.Status status) {
        for (OfferID id : ids) {
            InverseOffer offer = outstanding.get(id.getValue());
            if (offer == null || !offer.getFrameworkId().equals(framework.info.getId())) {
                continue;
            }
            outstanding.remove(id.getValue());
            String agent = offer.getAgentId().getValue();
            answers.computeIfAbsent(agent, one -> new LinkedHashMap<>())
                    .put(
                            framework.id(),
                            InverseOfferStatus.newBuilder()
                                    .setStatus(status)
                                    .setFrameworkId(framework.info.getId())
                                    .setTimestamp(
                                            TimeInfo.newBuilder().setNanoseconds(Statuses.nanoseconds(cluster.now())))
                                    .build());
            Duration pause = Offers.refusal(filters);
            refused.computeIfAbsent(agent, one -> new HashMap<>())
                    .put(framework.id(), cluster.now().plus(pause));
        }
    }

    Collection<InverseOfferStatus> answersOn(String agentId) {
        return answers.getOrDefault(agentId, Map.of()).values();
    }

    void rescindAllOn(String agentId) {
        for (InverseOffer offer : outstanding.on(agentId)) {
            outstanding.remove(offer.getId().getValue());
            cluster.framework(offer.getFrameworkId().getValue())
                    .ifPresent(framework -> framework.send(Event.newBuilder()
                            .setType(Event.Type.RESCIND_INVERSE_OFFER)
                            .setRescindInverseOffer(
                                    Event.RescindInverseOffer.newBuilder().setInverseOfferId(offer.getId()))
                            .build()));
        }
    }

    /** What was answered was about another plan, or about an agent that is gone. */
    void forget(String agentId) {
        answers.remove(agentId);
        refused.remove(agentId);
    }

    /** It has gone, or starts anew; it is told nothing. */
    void discardAllOf(String frameworkId) {
        List.copyOf(outstanding.values()).stream()
                .filter(offer -> offer.getFrameworkId().getValue().equals(frameworkId))
                .forEach(offer -> outstanding.remove(offer.getId().getValue()));
        askAgain(frameworkId);
    }

    /** As REVIVE does. */
    void askAgain(String frameworkId) {
        refused.values().forEach(some -> some.remove(frameworkId));
    }
}

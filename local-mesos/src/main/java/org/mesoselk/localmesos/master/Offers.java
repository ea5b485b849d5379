package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.localmesos.master.resources.Resources;

/** Makes offers and takes them back. */
final class Offers {

    private static final double DEFAULT_REFUSE_SECONDS = 5;
    private static final double MAX_REFUSE_SECONDS = Duration.ofDays(365).toSeconds();

    private final Cluster cluster;
    private final InverseOffers inverse;
    private final OfferRate rate;
    /** How often a role, and a framework in a role, was offered something: the rarer comes first where shares are equal. */
    private final Map<String, Integer> counts = new HashMap<>();
    /** Where the next offers begin among the agents, so that none is forgotten when few offers go out. */
    private int turn;

    Offers(Cluster cluster, InverseOffers inverse) {
        this.cluster = cluster;
        this.inverse = inverse;
        this.rate = new OfferRate(cluster.timings.offersPerSecond(), cluster.now());
    }

    /**
     * Offers whatever is free to whoever is next, one OFFERS event for each framework; then asks those who have something
     * on agents that are planned to go.
     */
    void allocate() {
        send(make(cluster.agents.values()));
        inverse.make(cluster.agents.values());
    }

    /** Offers of these agents, by framework, that are not sent yet. */
    Map<String, List<Offer>> make(Collection<RegisteredAgent> agents) {
        cluster.frameworks
                .values()
                .forEach(framework ->
                        framework.filters.removeIf(filter -> !filter.until().isAfter(cluster.now())));
        int most = rate.available(cluster.now());
        List<Allocator.Candidate> candidates = candidates();
        if (most == 0 || candidates.isEmpty()) {
            return Map.of();
        }
        List<Allocator.Free> free = agents.stream()
                .filter(RegisteredAgent::isOffered)
                .map(agent -> new Allocator.Free(
                        agent.id(),
                        agent.total.minus(cluster.usedOn(agent)).minus(Cluster.sum(cluster.offersOn(agent.id())))))
                .filter(one -> !one.resources().isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        if (free.isEmpty()) {
            return Map.of();
        }
        if (most < free.size()) {
            Collections.rotate(free, -(turn % free.size()));
        }
        Resources total =
                cluster.agents.values().stream().map(agent -> agent.total).reduce(Resources.NONE, Resources::plus);
        Map<String, List<Offer>> made = new LinkedHashMap<>();
        List<Allocator.Allocation> allocations = Allocator.allocate(free, candidates, total, most);
        rate.taken(allocations.size());
        turn = allocations.size() == most ? turn + most : 0;
        for (Allocator.Allocation one : allocations) {
            Offer offer = new Offer(
                    cluster.nextOfferId(),
                    one.frameworkId(),
                    one.agentId(),
                    one.role(),
                    one.resources(),
                    cluster.now());
            cluster.offers.put(offer.id(), offer);
            counts.merge(one.role(), 1, Integer::sum);
            counts.merge(one.role() + " " + one.frameworkId(), 1, Integer::sum);
            made.computeIfAbsent(offer.frameworkId(), id -> new ArrayList<>()).add(offer);
        }
        return made;
    }

    void send(Map<String, List<Offer>> made) {
        made.forEach((id, offers) -> send(cluster.frameworks.get(id), offers));
    }

    private List<Allocator.Candidate> candidates() {
        List<Allocator.Candidate> candidates = new ArrayList<>();
        for (Framework framework : cluster.frameworks.values()) {
            if (framework.isConnected()) {
                framework.roles().stream()
                        .filter(role -> !framework.suppressed.contains(role))
                        .forEach(role -> candidates.add(new Allocator.Candidate(
                                framework.id(),
                                role,
                                held(framework, role),
                                counts.getOrDefault(role, 0),
                                counts.getOrDefault(role + " " + framework.id(), 0),
                                framework.filters)));
            }
        }
        return candidates;
    }

    private Resources held(Framework framework, String role) {
        return cluster.usedBy(framework, role)
                .plus(Cluster.sum(cluster.offersOf(framework.id()).stream()
                        .filter(offer -> offer.role().equals(role))
                        .toList()));
    }

    private void send(Framework framework, List<Offer> offers) {
        Event.Offers.Builder event = Event.Offers.newBuilder();
        offers.forEach(offer -> event.addOffers(toProto(offer)));
        framework.send(
                Event.newBuilder().setType(Event.Type.OFFERS).setOffers(event).build());
    }

    org.apache.mesos.v1.Protos.Offer toProto(Offer offer) {
        RegisteredAgent agent = cluster.agents.get(offer.agentId());
        Framework framework = cluster.frameworks.get(offer.frameworkId());
        org.apache.mesos.v1.Protos.Offer.Builder proto = org.apache.mesos.v1.Protos.Offer.newBuilder()
                .setId(OfferID.newBuilder().setValue(offer.id()))
                .setFrameworkId(FrameworkID.newBuilder().setValue(offer.frameworkId()))
                .setAgentId(AgentID.newBuilder().setValue(offer.agentId()))
                .setHostname(agent.info.getHostname())
                .setUrl(agent.url())
                .addAllResources(inTheFormOf(framework, offer.resources(), offer.role()))
                .addAllAttributes(agent.info.getAttributesList());
        agent.executors
                .getOrDefault(framework.id(), Map.of())
                .keySet()
                .forEach(id -> proto.addExecutorIds(ExecutorID.newBuilder().setValue(id)));
        agent.unavailability.ifPresent(proto::setUnavailability);
        if (framework.isMultiRole()) {
            proto.setAllocationInfo(AllocationInfo.newBuilder().setRole(offer.role()));
        }
        return proto.build();
    }

    private static List<Resource> inTheFormOf(Framework framework, Resources resources, String role) {
        String allocation = framework.isMultiRole() ? role : "";
        return framework.isReservationRefining() ? resources.refined(allocation) : resources.unrefined(allocation);
    }

    void rescind(Offer offer) {
        cluster.offers.remove(offer.id());
        cluster.framework(offer.frameworkId())
                .ifPresent(framework -> framework.send(Event.newBuilder()
                        .setType(Event.Type.RESCIND)
                        .setRescind(Event.Rescind.newBuilder()
                                .setOfferId(OfferID.newBuilder().setValue(offer.id())))
                        .build()));
    }

    void rescindAllOn(String agentId) {
        cluster.offersOn(agentId).forEach(this::rescind);
        inverse.rescindAllOn(agentId);
    }

    /** Takes back a framework's offers without telling it: it has gone, or starts anew. */
    void discardAllOf(String frameworkId) {
        cluster.offersOf(frameworkId).forEach(offer -> cluster.offers.remove(offer.id()));
        inverse.discardAllOf(frameworkId);
    }

    void rescindExpired() {
        cluster.timings.offerTimeout().ifPresent(timeout -> {
            Instant oldest = cluster.now().minus(timeout);
            List.copyOf(cluster.offers.values()).stream()
                    .filter(offer -> offer.made().isBefore(oldest))
                    .forEach(this::rescind);
        });
    }

    /** Remembers that a framework does not want {@code refused} for a while. */
    void refuse(Framework framework, String agentId, String role, Resources refused, Filters filters) {
        Duration pause = refusal(filters);
        if (!pause.isZero() && !refused.isEmpty()) {
            Duration atLeast = cluster.timings.allocationInterval();
            framework.filters.add(new OfferFilter(
                    agentId, role, refused, cluster.now().plus(pause.compareTo(atLeast) < 0 ? atLeast : pause)));
        }
    }

    /** How long a framework does not want to be asked; 5 s when it does not say. */
    static Duration refusal(Filters filters) {
        double wanted = filters.getRefuseSeconds();
        double seconds = wanted >= 0 ? Math.min(wanted, MAX_REFUSE_SECONDS) : DEFAULT_REFUSE_SECONDS;
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    void decline(Framework framework, List<OfferID> ids, Filters filters) {
        for (OfferID id : ids) {
            Offer offer = cluster.offers.get(id.getValue());
            if (offer != null && offer.frameworkId().equals(framework.id())) {
                cluster.offers.remove(offer.id());
                refuse(framework, offer.agentId(), offer.role(), offer.resources(), filters);
            }
        }
    }
}

package org.mesoselk.simulator.mesos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.simulator.world.Universe;

/** Who is offered what: one offer an agent at a time, filters until they end or more is free, suppressed or not. */
final class Allocator {

    /** @param freeMb what was free when it was refused */
    private record Filter(long until, double freeMb) {}

    private final Universe world;
    private final Fleet fleet;
    private final Operations operations;
    private final Map<String, Offer> outstanding = new TreeMap<>();
    private final Map<String, Filter> filters = new HashMap<>();
    private boolean suppressed;
    private int numbers;

    Allocator(Universe world, Fleet fleet, Operations operations) {
        this.operations = operations;
        this.world = world;
        this.fleet = fleet;
    }

    String tell() {
        return (suppressed ? "suppressed, " : "") + "outstanding " + outstanding.keySet() + ", filters " + filters;
    }

    void subscribed() {
        forget();
        suppressed = false;
    }

    void forget() {
        outstanding.clear();
        filters.clear();
    }

    void suppress() {
        suppressed = true;
    }

    void revive() {
        suppressed = false;
        filters.clear();
    }

    void declined(List<String> offerIds, Duration filter) {
        for (String id : offerIds) {
            Offer offer = outstanding.remove(id);
            if (offer != null) {
                filters.put(offer.agent().id(), new Filter(world.now() + filter.toMillis(), offer.memoryMb()));
            }
        }
    }

    Optional<Offer> use(String offerId) {
        return Optional.ofNullable(outstanding.remove(offerId));
    }

    void rescind(Stream stream, String agentId) {
        for (Offer offer : List.copyOf(outstanding.values())) {
            if (offer.agent().id().equals(agentId)) {
                outstanding.remove(offer.id());
                if (stream != null) {
                    stream.event(new Input.Rescinded(offer.id()));
                }
            }
        }
    }

    void step(Stream stream) {
        if (stream == null || suppressed) {
            return;
        }
        List<Offer> fresh = new ArrayList<>();
        for (Agent agent : fleet.agents()) {
            boolean offered = outstanding.values().stream()
                    .anyMatch(offer -> offer.agent().id().equals(agent.id()));
            Filter filter = filters.get(agent.id());
            boolean filtered =
                    filter != null && world.now() < filter.until() && agent.freeMemoryMb() <= filter.freeMb();
            if (agent.registered && !offered && !filtered && agent.freeMemoryMb() > 0) {
                Offer offer = operations.onto(agent.offer("offer" + ++numbers), agent);
                outstanding.put(offer.id(), offer);
                fresh.add(offer);
            }
        }
        if (!fresh.isEmpty()) {
            stream.event(new Input.Offered(fresh));
        }
    }
}

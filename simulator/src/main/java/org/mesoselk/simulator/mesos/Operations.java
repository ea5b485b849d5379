package org.mesoselk.simulator.mesos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Resources;

/** What is reserved on agents: an operation is done as it comes, and told until it is acknowledged. */
final class Operations {
    /** By agent id, then by reservation: an agent that comes back as another one has lost it. */
    private final Map<String, Map<String, Resources>> reserved = new TreeMap<>();

    private final Map<String, OperationUpdate> unacknowledged = new TreeMap<>();

    /** @param agent that made the offer; empty when the offer is void */
    OperationUpdate done(Call.OnOffer call, Optional<Agent> agent) {
        if (agent.isEmpty()) {
            return update(call.operationId(), "OPERATION_ERROR", Optional.empty());
        }
        Map<String, Resources> there = reserved.computeIfAbsent(agent.get().id(), any -> new TreeMap<>());
        if (call instanceof Call.Reserve reserve) {
            there.put(reserve.reservationId(), reserve.share());
        } else if (call instanceof Call.Unreserve unreserve && there.remove(unreserve.reservationId()) == null) {
            return update(
                    call.operationId(),
                    "OPERATION_ERROR",
                    Optional.of(agent.get().id()));
        }
        OperationUpdate done = new OperationUpdate(
                call.operationId(),
                "OPERATION_FINISHED",
                Optional.of("b3BlcmF0aW9uLXV1aWQhIQ=="),
                Optional.of(agent.get().id()),
                Optional.empty(),
                "");
        unacknowledged.put(call.operationId(), done);
        return done;
    }

    void acknowledge(OperationUpdate update) {
        unacknowledged.remove(update.operationId());
    }

    List<OperationUpdate> unacknowledged() {
        return List.copyOf(unacknowledged.values());
    }

    OperationUpdate answer(PendingOperation asked, boolean registered) {
        OperationUpdate known = unacknowledged.get(asked.id());
        String agent = asked.agent().id();
        return known != null
                ? known
                : update(asked.id(), registered ? "OPERATION_UNKNOWN" : "OPERATION_UNREACHABLE", Optional.of(agent));
    }

    /** The offer with what is reserved on its agent; each task there uses one of the reservations. */
    Offer onto(Offer offer, Agent agent) {
        List<Holding> holdings = new ArrayList<>();
        Resources free = offer.unreserved();
        int used = agent.alive().size();
        for (Map.Entry<String, Resources> one :
                reserved.getOrDefault(agent.id(), Map.of()).entrySet()) {
            if (used-- <= 0) {
                Resources share = one.getValue();
                holdings.add(new Holding(
                        Optional.of(one.getKey()), "elk", true, Optional.empty(), Map.of(), share, List.of()));
                free = new Resources(
                        Math.max(0, free.cpus() - share.cpus()),
                        Math.max(0, free.memoryMb() - share.memoryMb()),
                        Math.max(0, free.diskMb() - share.diskMb()));
            }
        }
        return new Offer(
                offer.id(),
                offer.agent(),
                offer.attributes(),
                offer.cpus(),
                offer.memoryMb(),
                offer.diskMb(),
                offer.ports(),
                offer.unavailability(),
                free,
                holdings);
    }

    boolean holds(String agentId, String reservationId) {
        return reserved.getOrDefault(agentId, Map.of()).containsKey(reservationId);
    }

    private static OperationUpdate update(String id, String state, Optional<String> agent) {
        return new OperationUpdate(id, state, Optional.empty(), agent, Optional.empty(), "");
    }
}

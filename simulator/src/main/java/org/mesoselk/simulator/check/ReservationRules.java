package org.mesoselk.simulator.check;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.simulator.mesos.Agent;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.world.Violation;
import tools.jackson.databind.JsonNode;

/** An operation on what an agent has: stored before, and nothing is unreserved without a stored tombstone. */
final class ReservationRules {
    private final Stored stored;
    private final Installation installation;

    ReservationRules(Stored stored, Installation installation) {
        this.stored = stored;
        this.installation = installation;
    }

    void check(Process by, Call.OnOffer call) {
        if (!installation.isLatest(by)) {
            // Mesos refuses it from whoever is not subscribed any more, and its records are its successor's by now.
            return;
        }
        if (call instanceof Call.Reserve reserve) {
            require(reserve.reservationId(), call.operationId(), "RESERVING", "reserved-before-write");
        } else if (call instanceof Call.Unreserve unreserve) {
            require(unreserve.reservationId(), call.operationId(), "RELEASING", "unreserved-without-tombstone");
        }
    }

    private void require(String reservation, String operation, String state, String rule) {
        JsonNode document = stored.reservation(reservation);
        JsonNode found = document.path("state");
        if (!found.path("name").asString("").equals(state)
                || !found.path("operation").path("id").asString("").equals(operation)) {
            throw new Violation(rule, operation + " leaves, stored is " + document);
        }
    }

    /** What is not settled in the end though its agent is there. */
    static List<String> unsettled(Records records, Fleet fleet) {
        List<String> unsettled = new ArrayList<>();
        records.reservations()
                .values()
                .forEach(reservation -> reservation
                        .agent()
                        .flatMap(there -> fleet.agents().stream()
                                .filter(agent -> agent.id().equals(there.id()) && agent.canBeKnown())
                                .findFirst())
                        .map(Agent::id)
                        .ifPresent(agent -> {
                            boolean isLost = reservation.state() instanceof ReservationState.Reserved
                                    && !fleet.master().holds(agent, reservation.id());
                            if (reservation.operation().isPresent() || isLost) {
                                unsettled.add("reservation " + reservation);
                            }
                        }));
        return unsettled;
    }
}

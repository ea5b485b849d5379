package org.mesoselk.scheduler.core.reservation;

import java.util.Optional;
import java.util.function.Predicate;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState.Releasing;
import org.mesoselk.scheduler.core.model.Wait;

/** Unreserves what has a tombstone, when its agent offers it whole. Never a volume: whoever made it says when it goes. */
public final class ReleaseReservations {

    private ReleaseReservations() {}

    /** @param runsSomething whether a task of this framework may be alive on an agent, by the agent's id */
    public static void into(ReservationDesk desk, Predicate<String> runsSomething) {
        for (Reservation reservation : desk.all()) {
            if (reservation.state() instanceof Releasing releasing) {
                desk.wants(reservation.id());
                if (releasing.operation().isPresent()) {
                    tell(
                            desk,
                            reservation,
                            "Mesos has not yet said what became of "
                                    + releasing.operation().get().id());
                } else if (desk.now.isBefore(reservation.notBefore())) {
                    tell(desk, reservation, "is tried again at " + reservation.notBefore());
                } else {
                    release(desk, reservation, releasing, runsSomething);
                }
            }
        }
    }

    private static void release(
            ReservationDesk desk, Reservation reservation, Releasing releasing, Predicate<String> runsSomething) {
        AgentRef agent = releasing.agent();
        Optional<Offer> offer = desk.offerOf(agent.id());
        if (offer.isEmpty()) {
            tell(desk, reservation, "waits for an offer of agent " + agent.hostname());
            return;
        }
        Optional<Holding> holding = offer.get().holding(reservation.id());
        boolean isInUse = runsSomething.test(agent.id());
        if (holding.isEmpty() && !isInUse) {
            // Somebody has unreserved it, or an UNRESERVE was done of which nobody could tell.
            desk.settle(reservation.id(), Optional.empty());
        } else if (holding.isEmpty() || isInUse && !holding.get().share().hold(reservation.share())) {
            tell(desk, reservation, "a task on agent " + agent.hostname() + " uses a part of it");
        } else if (!holding.get().volumes().isEmpty()) {
            tell(
                    desk,
                    reservation,
                    "it holds the persistent volumes " + holding.get().volumes());
        } else {
            PendingOperation operation =
                    new PendingOperation(reservation.operationId(), PendingOperation.Kind.UNRESERVE, agent, desk.now);
            desk.operate(
                    reservation,
                    new Releasing(agent, releasing.since(), Optional.of(operation)),
                    new Call.Unreserve(offer.get(), operation.id(), reservation.id()));
        }
    }

    private static void tell(ReservationDesk desk, Reservation reservation, String why) {
        desk.wait(new Wait(
                "reservation-releasing",
                reservation.id(),
                "reservation " + reservation.id() + " is to be released: " + why
                        + reservation
                                .trouble()
                                .map(last -> "; the last attempt: " + last)
                                .orElse("")));
    }
}

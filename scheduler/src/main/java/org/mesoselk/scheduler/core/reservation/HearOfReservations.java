package org.mesoselk.scheduler.core.reservation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationMemory.Seen;

/** What Mesos says becomes records and memory. */
public final class HearOfReservations {

    /** An operation that was lost on the way to the agent may be called pending for ever. */
    private static final Duration LONG_PENDING = Duration.ofMinutes(1);

    private HearOfReservations() {}

    /** A new subscription: Mesos is asked about every operation whose outcome is not known. */
    public static void subscribed(ReservationDesk desk) {
        desk.memory.asked.clear();
        desk.memory.unknown.clear();
        desk.memory.seen.clear();
        desk.all().stream()
                .flatMap(reservation -> reservation.operation().stream())
                .forEach(operation -> desk.memory.asked.put(operation.id(), new Ask(desk.now, 0)));
    }

    public static void updated(ReservationDesk desk, OperationUpdate update) {
        Optional<Reservation> own = desk.ofOperation(update.operationId());
        if (own.isEmpty()) {
            return;
        }
        switch (ReservationTransition.Outcome.of(update)) {
            case UNKNOWN -> {
                desk.memory.asked.remove(update.operationId());
                desk.memory.unknown.put(update.operationId(), desk.now);
            }
            case OPEN ->
                desk.memory.asked.put(
                        update.operationId(), new Ask(desk.now.plus(ReconcileOperations.LONGEST_RETRY), 0));
            case DONE, NOT_DONE, GONE -> {
                desk.memory.asked.remove(update.operationId());
                desk.memory.unknown.remove(update.operationId());
            }
        }
        desk.settle(own.get().id(), ReservationTransition.apply(own.get(), update, desk.now));
    }

    public static void offered(ReservationDesk desk, Offer offer) {
        List<Holding> holdings = offer.holdings();
        String agentId = offer.agent().id();
        if (holdings.isEmpty()) {
            desk.memory.seen.remove(agentId);
        } else {
            desk.memory.seen.put(agentId, new Seen(offer.agent(), desk.now, holdings));
        }
        for (Reservation reservation : desk.all()) {
            reservation
                    .operation()
                    .filter(operation -> operation.agent().id().equals(agentId))
                    .ifPresent(operation -> decide(desk, reservation, operation, offer));
        }
    }

    /** What it held is listed again when it is back. */
    public static void agentLost(ReservationDesk desk, String agentId) {
        desk.memory.seen.remove(agentId);
    }

    /** Mesos offers what is, whatever it says of the operation: it shows a reservation as soon as it has taken the call. */
    private static void decide(ReservationDesk desk, Reservation reservation, PendingOperation operation, Offer offer) {
        boolean held = offer.holding(reservation.id()).isPresent();
        boolean isThere = held && operation.kind() == PendingOperation.Kind.RESERVE;
        boolean isDoubtful = desk.memory.unknown.containsKey(operation.id())
                || !desk.now.isBefore(operation.sentAt().plus(LONG_PENDING));
        if (isThere || isDoubtful) {
            desk.memory.unknown.remove(operation.id());
            desk.settle(
                    reservation.id(),
                    Optional.of(ReservationTransition.offered(reservation, operation, held, desk.now)));
        }
    }

    /** It may have got through after all: Mesos is asked, and says that it does not know it if not. */
    public static void failed(ReservationDesk desk, Call.OnOffer call) {
        if (desk.ofOperation(call.operationId()).isPresent()) {
            desk.memory.asked.put(call.operationId(), new Ask(desk.now, 0));
        }
    }

    /** The question did not get through. */
    public static void failed(ReservationDesk desk, Call.ReconcileOperations call) {
        call.operations()
                .forEach(operation -> desk.memory.asked.computeIfPresent(
                        operation.id(), (id, ask) -> new Ask(desk.now, ask.asked())));
    }
}

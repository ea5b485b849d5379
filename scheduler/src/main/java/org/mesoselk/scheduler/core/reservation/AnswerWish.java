package org.mesoselk.scheduler.core.reservation;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationAnswer;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.ReservationWish;

/** A wish becomes a record, from which the next ticks act. */
public final class AnswerWish {
    /** ZooKeeper takes all records of a tick in one packet. */
    private static final int MOST = 100;

    private AnswerWish() {}

    public static ReservationAnswer answer(Records records, ReservationWish wish, String role, Instant now) {
        return wish instanceof ReservationWish.Reserve reserve
                ? reserve(records, reserve, role, now)
                : release(records, ((ReservationWish.Release) wish).id(), now);
    }

    private static ReservationAnswer reserve(Records records, ReservationWish.Reserve wish, String role, Instant now) {
        if (role.equals("*")) {
            return new ReservationAnswer.Refused(
                    "no-role",
                    "Mesos reserves for a role, and this framework has none (it takes offers as *): start the scheduler"
                            + " with --role, e.g. --role=elk");
        } else if (wish.share().areNone()) {
            return new ReservationAnswer.Refused("nothing-to-reserve", "a reservation of nothing cannot be made");
        } else if (records.reservations().containsKey(wish.id())) {
            return new ReservationAnswer.Refused(
                    "reservation-exists", "there is a reservation " + wish.id() + " already: use another id");
        } else if (records.reservations().size() >= MOST) {
            return new ReservationAnswer.Refused(
                    "too-many-reservations", "there are " + MOST + " reservations already: release one first");
        }
        Reservation reservation = Reservation.requested(wish.id(), wish.share(), wish.on(), now);
        return new ReservationAnswer.Accepted(records.with(reservation), Optional.of(reservation));
    }

    private static ReservationAnswer release(Records records, String id, Instant now) {
        Reservation reservation = records.reservations().get(id);
        if (reservation == null) {
            return new ReservationAnswer.Unknown(id);
        }
        Optional<AgentRef> agent = reservation.agent();
        if (agent.isEmpty()) {
            // No operation of it is under way, and no agent holds anything of it.
            return new ReservationAnswer.Accepted(records.withoutReservation(id), Optional.empty());
        } else if (reservation.state() instanceof ReservationState.Releasing) {
            return new ReservationAnswer.Accepted(records, Optional.of(reservation));
        }
        Reservation releasing =
                reservation.with(new ReservationState.Releasing(agent.get(), now, reservation.operation()));
        return new ReservationAnswer.Accepted(records.with(releasing), Optional.of(releasing));
    }
}

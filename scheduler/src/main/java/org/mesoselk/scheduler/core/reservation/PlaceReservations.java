package org.mesoselk.scheduler.core.reservation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.DiskSource;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;
import org.mesoselk.scheduler.core.model.Wait;

/** Reserves what is requested on an offer that has it: on the agent with fewest reservations, then with most memory. */
public final class PlaceReservations {

    /** There may be thousands of offers, and of each a verdict for each reservation; nobody reads more. */
    private static final int MOST_VERDICTS = 200;

    private PlaceReservations() {}

    public static void into(ReservationDesk desk) {
        for (Reservation reservation : desk.all()) {
            if (reservation.state() instanceof ReservationState.Requested) {
                desk.wants(reservation.id());
                if (!desk.now.isBefore(reservation.notBefore())) {
                    place(desk, reservation);
                } else {
                    tell(desk, reservation, "is tried again at " + reservation.notBefore());
                }
            } else if (reservation.state() instanceof ReservationState.Reserving reserving) {
                tellOf(desk, reservation, reserving.operation());
            }
        }
    }

    private static void place(ReservationDesk desk, Reservation reservation) {
        Optional<Offer> holds = desk.offers.values().stream()
                .filter(offer -> offer.holding(reservation.id()).isPresent())
                .findFirst();
        if (holds.isPresent()) {
            // An operation that was given up, or whose record was lost, was done after all.
            AgentRef agent = holds.get().agent();
            desk.settle(
                    reservation.id(), Optional.of(reservation.with(new ReservationState.Reserved(agent, desk.now))));
            return;
        }
        List<Verdict> verdicts = desk.offers.values().stream()
                .limit(MOST_VERDICTS)
                .map(offer -> new Verdict(
                        desk.now, offer.id(), offer.agent(), reservation.id(), false, judge(reservation, offer)))
                .toList();
        Optional<Offer> best = desk.offers.values().stream()
                .filter(offer -> isOn(reservation, offer) && offer.unreserved().hold(reservation.share()))
                .min(Comparator.<Offer>comparingLong(
                                offer -> desk.countOn(offer.agent().id()))
                        .thenComparing(offer -> -offer.unreserved().memoryMb())
                        .thenComparing(Offer::id));
        desk.verdicts(verdicts.stream()
                .map(verdict -> new Verdict(
                        verdict.at(),
                        verdict.offerId(),
                        verdict.agent(),
                        verdict.memberName(),
                        best.filter(offer -> offer.id().equals(verdict.offerId()))
                                .isPresent(),
                        verdict.stages()))
                .toList());
        best.ifPresentOrElse(
                offer -> reserve(desk, reservation, offer),
                () -> tell(
                        desk,
                        reservation,
                        "waits for an offer with " + text(reservation.share()) + " unreserved"
                                + reservation
                                        .on()
                                        .map(agent -> " on agent " + agent)
                                        .orElse("")
                                + closest(verdicts)));
    }

    private static void reserve(ReservationDesk desk, Reservation reservation, Offer offer) {
        PendingOperation operation =
                new PendingOperation(reservation.operationId(), PendingOperation.Kind.RESERVE, offer.agent(), desk.now);
        desk.operate(
                reservation,
                new ReservationState.Reserving(operation),
                new Call.Reserve(offer, operation.id(), reservation.id(), reservation.share(), DiskSource.ROOT));
        tellOf(desk, reservation, operation);
    }

    private static List<Outcome> judge(Reservation reservation, Offer offer) {
        Resources need = reservation.share();
        Resources have = offer.unreserved();
        String host = offer.agent().hostname();
        boolean isThere = isOn(reservation, offer);
        return List.of(
                new Outcome(
                        "agent",
                        isThere,
                        isThere
                                ? "may be here"
                                : "must be on agent " + reservation.on().orElse("")),
                new Outcome("cpus", have.cpus() >= need.cpus(), sentence(need.cpus(), "cpus", have.cpus(), host)),
                new Outcome(
                        "memory",
                        have.memoryMb() >= need.memoryMb(),
                        sentence(need.memoryMb(), "MiB", have.memoryMb(), host)),
                new Outcome(
                        "disk",
                        have.diskMb() >= need.diskMb(),
                        sentence(need.diskMb(), "MiB of disk", have.diskMb(), host)));
    }

    private static boolean isOn(Reservation reservation, Offer offer) {
        return reservation.on().isEmpty()
                || reservation.on().get().equals(offer.agent().id())
                || reservation.on().get().equals(offer.agent().hostname());
    }

    private static String sentence(double need, String unit, double have, String host) {
        return "reserves " + number(need) + " " + unit + ", agent " + host + " offers " + number(have) + " unreserved";
    }

    private static String closest(List<Verdict> verdicts) {
        return verdicts.stream()
                .min(Comparator.<Verdict>comparingLong(verdict -> verdict.stages().stream()
                                .filter(outcome -> !outcome.passed())
                                .count())
                        .thenComparing(Verdict::offerId))
                .flatMap(verdict -> verdict.stages().stream()
                        .filter(outcome -> !outcome.passed())
                        .findFirst())
                .map(outcome -> " (closest of " + verdicts.size() + ": " + outcome.sentence() + ")")
                .orElse("");
    }

    private static void tell(ReservationDesk desk, Reservation reservation, String what) {
        desk.wait(new Wait(
                "reservation-requested",
                reservation.id(),
                "reservation " + reservation.id() + " " + what
                        + reservation
                                .trouble()
                                .map(why -> "; the last attempt: " + why)
                                .orElse("")));
    }

    private static void tellOf(ReservationDesk desk, Reservation reservation, PendingOperation operation) {
        desk.wants(reservation.id());
        desk.wait(new Wait(
                "reservation-pending",
                reservation.id(),
                "Mesos has not yet said what became of " + operation.kind() + " " + operation.id() + " on agent "
                        + operation.agent().hostname() + ", sent at " + operation.sentAt()));
    }

    static String text(Resources share) {
        return number(share.cpus()) + " cpus, " + share.memoryMb() + " MiB, " + share.diskMb() + " MiB of disk";
    }

    private static String number(double amount) {
        return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
    }
}

package org.mesoselk.scheduler.core.reservation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.Wait;

/**
 * A framework's reservations during one tick. It knows nothing of what they are for: the framework's own core gives it
 * the offers that it holds, and takes records, calls, waits and verdicts from it.
 */
public final class ReservationDesk {
    final Instant now;
    final ReservationDraft memory;
    /** Those that the framework holds; what an operation uses is taken out. */
    final Map<String, Offer> offers;

    private final Consumer<Call> calls;
    private final SortedMap<String, Reservation> before;
    private SortedMap<String, Reservation> reservations;
    private final Set<String> wanting = new TreeSet<>();
    private final List<Wait> waits = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    /** @param recorded as stored @param offers changed by the steps @param calls where calls go, in order */
    public ReservationDesk(
            Instant now,
            SortedMap<String, Reservation> recorded,
            ReservationDraft memory,
            Map<String, Offer> offers,
            Consumer<Call> calls) {
        this.now = now;
        this.memory = memory;
        this.offers = offers;
        this.calls = calls;
        before = recorded;
        reservations = recorded;
    }

    /** As they shall be stored; the same object while nothing has changed. */
    public SortedMap<String, Reservation> reservations() {
        return reservations.equals(before) ? before : reservations;
    }

    /** Ids of those that only an offer is missing to. */
    public Set<String> wanting() {
        return wanting;
    }

    public List<Wait> waits() {
        return waits;
    }

    public List<Verdict> verdicts() {
        return verdicts;
    }

    public List<Reservation> all() {
        return List.copyOf(reservations.values());
    }

    Optional<Reservation> ofOperation(String operationId) {
        return all().stream()
                .filter(reservation -> reservation
                        .operation()
                        .filter(operation -> operation.id().equals(operationId))
                        .isPresent())
                .findFirst();
    }

    long countOn(String agentId) {
        return reservations.values().stream()
                .filter(reservation -> reservation
                        .agent()
                        .filter(agent -> agent.id().equals(agentId))
                        .isPresent())
                .count();
    }

    Optional<Offer> offerOf(String agentId) {
        return offers.values().stream()
                .filter(offer -> offer.agent().id().equals(agentId))
                .findFirst();
    }

    /** @param next empty: nothing of it is left */
    public void settle(String id, Optional<Reservation> next) {
        reservations = new TreeMap<>(reservations);
        next.ifPresentOrElse(reservation -> reservations.put(id, reservation), () -> reservations.remove(id));
    }

    /** Stored with its operation, and the offer is used up; the call leaves after that. */
    void operate(Reservation reservation, ReservationState next, Call.OnOffer call) {
        settle(reservation.id(), Optional.of(reservation.sending(next)));
        offers.remove(call.offer().id());
        calls.accept(call);
    }

    void call(Call call) {
        calls.accept(call);
    }

    void wants(String id) {
        wanting.add(id);
    }

    void wait(Wait wait) {
        waits.add(wait);
    }

    void verdicts(List<Verdict> more) {
        verdicts.addAll(more);
    }
}

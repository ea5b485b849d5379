package org.mesoselk.scheduler.core.logstash;

import java.util.Optional;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState;

/**
 * While the operator wants it, each agent has a reservation of the name of its member, so that there is room for a
 * collector whatever else runs there. Those of members that are no more are released.
 */
final class ReserveShares {

    private ReserveShares() {}

    static void into(LogstashTick tick) {
        if (tick.spec().reserved()) {
            tick.members().stream()
                    .filter(member -> !member.leaving())
                    .filter(member -> !tick.records().reservations().containsKey(member.name()))
                    .filter(member -> tick.mayChangeAnother())
                    .forEach(member -> reserve(tick, member));
        }
        tick.reservations.all().stream()
                .filter(reservation -> reservation.id().startsWith(CoverAgents.PREFIX))
                .filter(reservation -> !isWanted(tick, reservation))
                .forEach(reservation -> release(tick, reservation));
    }

    private static void reserve(LogstashTick tick, Member member) {
        tick.reservations.settle(
                member.name(),
                Optional.of(Reservation.requested(
                        member.name(),
                        tick.settings.share().plus(tick.settings.executor()),
                        member.home().map(AgentRef::id),
                        tick.now)));
    }

    private static boolean isWanted(LogstashTick tick, Reservation reservation) {
        Member member = tick.records().members().get(reservation.id());
        return tick.spec().reserved() && member != null && !member.leaving();
    }

    private static void release(LogstashTick tick, Reservation reservation) {
        if (reservation.state() instanceof ReservationState.Releasing || !tick.mayChangeAnother()) {
            return;
        }
        tick.reservations.settle(
                reservation.id(),
                reservation
                        .agent()
                        .map(agent -> reservation.with(
                                new ReservationState.Releasing(agent, tick.now, reservation.operation()))));
    }
}

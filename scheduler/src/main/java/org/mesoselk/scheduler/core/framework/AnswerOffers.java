package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** Nothing is hoarded: what was not used is declined in the same tick, and offers are asked for only while there is work. */
public final class AnswerOffers {

    private static final Duration NO_WORK = Duration.ofHours(1);
    private static final Duration WORK = Duration.ofSeconds(30);
    private static final Duration UNSETTLED = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REVIVES = Duration.ofSeconds(5);

    /** A REVIVE may be lost, and Mesos' filters may hide what has come free. */
    private static final Duration REVIVE_AGAIN = Duration.ofMinutes(1);

    /** No member's name begins so. */
    private static final String RESERVATION = "reservation/";

    private AnswerOffers() {}

    public static void into(Tick tick) {
        boolean settled = ReconcileTasks.settled(tick);
        decline(tick, settled ? filter(tick) : UNSETTLED);
        if (!settled) {
            return;
        }
        boolean hasWork = !tick.work.isEmpty() || !tick.reservations.wanting().isEmpty();
        if (!hasWork && tick.seeksAgents()) {
            unsuppress(tick);
        } else if (!hasWork) {
            suppress(tick);
        } else {
            revive(tick);
        }
    }

    private static void decline(Tick tick, Duration filter) {
        if (!tick.memory.offers.isEmpty()) {
            tick.call(new Call.Decline(List.copyOf(tick.memory.offers.keySet()), filter));
            tick.memory.offers.clear();
        }
    }

    private static Duration filter(Tick tick) {
        Duration reserving = tick.reservations.wanting().isEmpty() ? NO_WORK : WORK;
        return Stream.concat(Stream.of(reserving), workers(tick).map(member -> triedAgainIn(tick, member)))
                .min(Duration::compareTo)
                .orElse(NO_WORK);
    }

    /** When another look at the same offer could end otherwise. */
    private static Duration triedAgainIn(Tick tick, Member member) {
        if (!(member.state() instanceof MemberState.Pending pending)) {
            return NO_WORK;
        }
        Duration backOff = Duration.between(tick.now, pending.notBefore());
        if (backOff.compareTo(Duration.ZERO) > 0) {
            return longer(backOff, SHORTEST);
        }
        Instant patienceEnds = pending.since().plus(tick.patience());
        Duration patience = Duration.between(tick.now, patienceEnds);
        return patience.compareTo(Duration.ZERO) > 0 && patience.compareTo(WORK) < 0
                ? longer(patience, SHORTEST)
                : WORK;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void suppress(Tick tick) {
        tick.memory.reviveWork.clear();
        if (!tick.memory.suppressed) {
            tick.call(new Call.Suppress());
            tick.memory.suppressed = true;
        }
    }

    /** Agents that have offered nothing yet are not filtered. */
    private static void unsuppress(Tick tick) {
        tick.memory.reviveWork.clear();
        if (tick.memory.suppressed) {
            tick.call(new Call.Revive());
            tick.memory.suppressed = false;
            tick.memory.revivedAt = tick.now;
        }
    }

    private static void revive(Tick tick) {
        Set<String> due = workers(tick)
                .filter(member -> tick.isDue(member) || member.task().isPresent())
                .map(Member::name)
                .collect(Collectors.toSet());
        tick.reservations.wanting().forEach(id -> due.add(RESERVATION + id));
        tick.memory.reviveWork.retainAll(due);
        if (due.isEmpty()) {
            return;
        }
        boolean isNew = tick.memory.suppressed || !tick.memory.reviveWork.containsAll(due);
        Duration wait = isNew ? BETWEEN_REVIVES : REVIVE_AGAIN;
        if (!tick.now.isBefore(tick.memory.revivedAt.plus(wait))) {
            tick.call(new Call.Revive());
            tick.memory.suppressed = false;
            tick.memory.revivedAt = tick.now;
            tick.memory.reviveWork.addAll(due);
        }
    }

    private static Stream<Member> workers(Tick tick) {
        return tick.work.stream().map(name -> tick.records().members().get(name));
    }
}

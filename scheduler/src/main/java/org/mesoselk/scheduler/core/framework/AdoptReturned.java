package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** A task that was given up and comes back before another one has taken its place is its member's again: no data moves. */
public final class AdoptReturned {

    /** A kill that was sent as long ago has had its effect, or got lost. */
    private static final Duration KILL_ACTS = Duration.ofMinutes(2);

    private AdoptReturned() {}

    public static void into(Tick tick) {
        for (Abandoned task : Surplus.alive(tick)) {
            Member member = tick.records().members().get(task.memberName());
            TaskUpdate said = tick.memory.said.get(task.task().id());
            if (member != null && isFree(member, task) && isStaying(tick, task, said) && tick.mayChangeAnother()) {
                Member waiting = member.with(new MemberState.Unreachable(task.task(), task.since()));
                tick.put(MemberTransition.apply(waiting, said, tick.now)
                        .withHome(task.task().agent()));
                tick.records(tick.records().withoutAbandoned(task.task().id()));
            }
        }
    }

    private static boolean isFree(Member member, Abandoned task) {
        boolean isElsewhere = member.home()
                .filter(home -> !home.id().equals(task.task().agent().id()))
                .isPresent();
        return member.state() instanceof MemberState.Pending && !isElsewhere;
    }

    private static boolean isStaying(Tick tick, Abandoned task, TaskUpdate said) {
        boolean mayBeEnding = task.stopping()
                .filter(at -> tick.now.isBefore(at.plus(KILL_ACTS)))
                .isPresent();
        return said.state() != TaskState.KILLING && !mayBeEnding;
    }
}

package org.mesoselk.scheduler.core.kibana;

import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/**
 * A task that is out of Mesos' sight is given up at once, and its member is launched elsewhere. Should it come back it is
 * stopped as soon as the other one is ready.
 */
final class ReplaceLost {

    private ReplaceLost() {}

    static void into(KibanaTick tick) {
        for (Member member : tick.members()) {
            if (isOutOfSight(tick, member) && tick.mayChangeAnother()) {
                tick.abandonTaskOf(member);
                tick.put(member.with(
                        member.leaving()
                                ? new MemberState.Stopped(tick.now)
                                : new MemberState.Pending(tick.now, tick.now)));
            }
        }
    }

    private static boolean isOutOfSight(KibanaTick tick, Member member) {
        if (member.state() instanceof MemberState.Unreachable) {
            return tick.hasAnswered(member);
        }
        TaskUpdate said =
                member.task().map(task -> tick.memory.said.get(task.id())).orElse(null);
        return member.state() instanceof MemberState.Stopping && said != null && said.state() == TaskState.UNREACHABLE;
    }
}

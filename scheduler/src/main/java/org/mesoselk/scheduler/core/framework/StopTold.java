package org.mesoselk.scheduler.core.framework;

import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * What is to stop is told so, until it has: members that leave or that are to restart, and tasks that were given up and are
 * back. For frameworks whose members may be stopped whenever that is wanted.
 */
public final class StopTold {

    private StopTold() {}

    public static void into(Tick tick) {
        for (Member member : tick.leaving()) {
            member.task()
                    .filter(task -> !(member.state() instanceof MemberState.Stopping) && tick.mayChangeAnother())
                    .ifPresent(task -> tick.put(member.with(new MemberState.Stopping(task, tick.now))));
        }
        for (Member member : tick.members()) {
            if (member.state() instanceof MemberState.Stopping stopping) {
                StopTask.of(tick, stopping.task());
            }
        }
    }

    public static void surplus(Tick tick, Abandoned task) {
        tick.wait(
                "surplus-task",
                task.task().id(),
                "task " + task.task().id() + " came back on agent "
                        + task.task().agent().hostname() + " after it was given up: it is told to stop");
        StopTask.of(tick, task);
    }
}

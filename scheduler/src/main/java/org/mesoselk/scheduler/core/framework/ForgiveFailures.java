package org.mesoselk.scheduler.core.framework;

import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** What has run for a while is not counted as failing any more. */
public final class ForgiveFailures {

    private ForgiveFailures() {}

    public static void into(Tick tick) {
        for (Member member : tick.members()) {
            if (member.state() instanceof MemberState.Running running
                    && member.failures() > 0
                    && !tick.now.isBefore(running.task().launchedAt().plus(BackOff.RAN_WELL))
                    && tick.mayChangeAnother()) {
                tick.put(member.withFailures(0, member.lastFailure()));
            }
        }
    }
}

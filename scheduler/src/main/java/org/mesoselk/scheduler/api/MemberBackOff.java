package org.mesoselk.scheduler.api;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * How a member's failures hold it up.
 *
 * @param notBefore no task is launched before; empty while it has one
 * @param forgottenAt when its task has run for long enough; empty while it has none that runs
 */
public record MemberBackOff(int failures, Optional<Instant> notBefore, Optional<Instant> forgottenAt) {
    public static MemberBackOff of(Member member) {
        return new MemberBackOff(
                member.failures(),
                member.state() instanceof MemberState.Pending pending
                        ? Optional.of(pending.notBefore())
                        : Optional.empty(),
                member.state() instanceof MemberState.Running running && member.failures() > 0
                        ? Optional.of(running.task().launchedAt().plus(BackOff.RAN_WELL))
                        : Optional.empty());
    }
}

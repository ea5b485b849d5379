package org.mesoselk.scheduler.core.member;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/**
 * What a task status makes of its member. Duplicates and late ones change nothing: a state never goes back, and a status
 * of another task than the member's own is not the member's.
 */
public final class MemberTransition {

    private MemberTransition() {}

    public static Member apply(Member member, TaskUpdate update, Instant now) {
        Optional<TaskRef> task = member.task().filter(own -> own.id().equals(update.taskId()));
        if (task.isEmpty()) {
            return member;
        }
        Member next = switch (update.state().meaning()) {
            case ALIVE -> member.with(alive(member.state(), task.get(), update));
            case PERHAPS -> member.with(perhaps(member.state(), task.get(), update, now));
            case ENDED -> ended(member, task.get(), update, now);
        };
        return hasData(update) ? next.withHome(task.get().agent()) : next;
    }

    /** A node that has joined, or that has an id of its own, has written its data directory: it must return there. */
    private static boolean hasData(TaskUpdate update) {
        return update.state() == TaskState.RUNNING
                || update.report().flatMap(report -> report.nodeId()).isPresent();
    }

    private static MemberState alive(MemberState state, TaskRef task, TaskUpdate update) {
        if (state instanceof MemberState.Stopping) {
            return state;
        }
        return switch (update.state()) {
            case RUNNING -> running(state, task, update);
            case STARTING -> state instanceof MemberState.Running ? state : new MemberState.Starting(task);
            case KILLING -> state instanceof MemberState.Unreachable ? new MemberState.Running(task, false) : state;
            default -> state instanceof MemberState.Unreachable ? new MemberState.Launching(task) : state;
        };
    }

    private static MemberState running(MemberState state, TaskRef task, TaskUpdate update) {
        boolean before = !(state instanceof MemberState.Running running) || running.healthy();
        return new MemberState.Running(task, update.healthy().orElse(before));
    }

    /** LOST and UNKNOWN prove nothing: see {@link DoubtfulTask}. */
    private static MemberState perhaps(MemberState state, TaskRef task, TaskUpdate update, Instant now) {
        boolean known = state instanceof MemberState.Stopping || state instanceof MemberState.Unreachable;
        return update.state() != TaskState.UNREACHABLE || known ? state : new MemberState.Unreachable(task, now);
    }

    /**
     * Only a leaving member whose stop was ordered has stopped. One that dies before that was not drained: it comes back
     * to its data and goes on draining.
     */
    private static Member ended(Member member, TaskRef task, TaskUpdate update, Instant now) {
        if (member.state() instanceof MemberState.Stopping) {
            return member.with(member.leaving() ? new MemberState.Stopped(now) : new MemberState.Pending(now, now));
        }
        boolean ranWell = !now.isBefore(task.launchedAt().plus(BackOff.RAN_WELL));
        int failures = ranWell ? 1 : member.failures() + 1;
        return member.with(new MemberState.Pending(
                        now, now.plus(BackOff.after(failures)), update.state() == TaskState.GONE_BY_OPERATOR))
                .withFailures(
                        failures,
                        Optional.of(
                                new Member.Failure(now, task.id(), task.agent().id(), FailureSentence.of(update))));
    }
}

package org.mesoselk.scheduler.core.member;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
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
        if (hasData(update)) {
            return next.withHome(task.get().agent());
        }
        boolean isOpen = member.data() != HasData.YES && update.state().meaning() == TaskState.Meaning.ENDED;
        return isOpen
                ? DataLeft.by(update, member.state())
                        .map(left -> atItsEnd(next, task.get(), left))
                        .orElse(next)
                : next;
    }

    /** A node that has joined has written its data directory: it must return there. */
    private static boolean hasData(TaskUpdate update) {
        return update.state() == TaskState.RUNNING
                || update.report().map(NodeReport::data).equals(Optional.of(HasData.YES));
    }

    /** @param update of the last task, which had been called ended before: what it left may be told now */
    public static Member lateWord(Member member, TaskUpdate update) {
        boolean isOpen = member.data() == HasData.UNKNOWN && member.state() instanceof MemberState.Pending;
        HasData told = update.report().map(NodeReport::data).orElse(HasData.UNKNOWN);
        if (!isOpen || update.state().meaning() != TaskState.Meaning.ENDED || told == HasData.UNKNOWN) {
            return member;
        }
        return told == HasData.NO
                ? member.withoutHome()
                : member.withHome(member.home().orElseThrow());
    }

    /** Where data was known to be, it is; and what a task found not to be on its agent is no longer looked for there. */
    private static Member atItsEnd(Member ended, TaskRef task, HasData left) {
        boolean wasThere = ended.home()
                .filter(home -> home.hostname().equals(task.agent().hostname()))
                .isPresent();
        return switch (left) {
            case YES -> ended.withHome(task.agent());
            case UNKNOWN -> ended.withPossibleHome(task.agent());
            case NO -> wasThere ? ended.withoutHome() : ended;
        };
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

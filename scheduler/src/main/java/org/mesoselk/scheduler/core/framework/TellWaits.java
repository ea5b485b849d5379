package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Wait;

/** What is wanted but has not come, as far as no other step has said it. */
public final class TellWaits {

    private TellWaits() {}

    public static void into(Tick tick) {
        if (tick.memory.removed.isPresent()) {
            AbsorbRemoval.tell(tick, tick.memory.removed.get());
        } else if (!tick.memory.subscribed) {
            unsubscribed(tick);
        }
        tick.members().forEach(member -> tellOf(tick, member));
        tick.memory.foreignTasks.values().forEach(update -> foreign(tick, update));
    }

    private static void unsubscribed(Tick tick) {
        String cause = tick.memory.disconnection.cause();
        if (tick.memory.disconnection.refused()) {
            tick.wait("credentials-refused", "mesos", "waits until Mesos takes the credentials: " + cause);
        } else {
            tick.wait("not-subscribed", "mesos", "waits for a subscription to Mesos: " + cause);
        }
    }

    private static void tellOf(Tick tick, Member member) {
        MemberState state = member.state();
        String name = member.name();
        if (!tick.hasAnswered(member)) {
            unanswered(tick, member);
        } else if (state instanceof MemberState.Pending pending && tick.work.contains(name)) {
            pending(tick, member, pending);
        } else if (member.task().isEmpty() && tick.memory.subscribed && !ReconcileTasks.settled(tick)) {
            tick.wait(
                    "reconciling", name, name + " waits until Mesos has said what became of the other members' tasks");
        } else if (state instanceof MemberState.Launching launching) {
            tick.wait(
                    "launching",
                    name,
                    name + " is being launched on agent "
                            + launching.task().agent().hostname() + " since "
                            + launching.task().launchedAt());
        } else if (state instanceof MemberState.Starting starting) {
            tick.wait(
                    "starting",
                    name,
                    name + " is starting since " + starting.task().launchedAt() + said(tick, starting.task()));
        } else if (state instanceof MemberState.Unreachable unreachable) {
            tick.wait(
                    "task-unreachable",
                    name,
                    name + " waits for agent "
                            + unreachable.task().agent().hostname() + ", unreachable since " + unreachable.since()
                            + "; bring it back, or mark it gone in Mesos when it never will be");
        } else if (state instanceof MemberState.Stopping stopping) {
            tick.wait(
                    "stopping",
                    name,
                    name + " has been told to stop at " + stopping.since() + "; Mesos has not yet said that it ended");
        }
    }

    /** An executor may say what its start waits for. */
    private static String said(Tick tick, TaskRef task) {
        return Optional.ofNullable(tick.memory.said.get(task.id()))
                .map(TaskUpdate::message)
                .filter(message -> !message.isBlank())
                .map(message -> "; its executor says: " + message)
                .orElse("");
    }

    private static void unanswered(Tick tick, Member member) {
        String task = member.task().orElseThrow().id();
        if (tick.memory.unreconciled.containsKey(task)) {
            tick.wait(
                    "reconciling",
                    member.name(),
                    "Mesos has not yet said what became of " + task + " (asked "
                            + tick.memory.unreconciled.get(task).asked() + " times)");
        } else {
            tick.wait(
                    "task-unknown",
                    member.name(),
                    "Mesos does not know " + task
                            + "; its agent may come back, so nothing is launched in its place before it is seen to be gone");
        }
    }

    private static void pending(Tick tick, Member member, MemberState.Pending pending) {
        String name = member.name();
        String failure = member.lastFailure()
                .map(last -> "; the last task ended: " + last.sentence())
                .orElse("");
        if (tick.now.isBefore(pending.notBefore())) {
            tick.wait(
                    "back-off",
                    name,
                    name + " is started again at " + pending.notBefore() + " after " + member.failures() + " failures"
                            + failure);
            return;
        }
        List<Wait> refusals = tick.memory.refusals.getOrDefault(name, List.of());
        if (refusals.isEmpty()) {
            long seconds = Duration.between(tick.memory.offeredAt, tick.now).toSeconds();
            tick.wait("no-offers", name, name + " waits for an offer; none seen for " + seconds + " s" + failure);
        }
        tick.waits(refusals);
    }

    private static void foreign(Tick tick, TaskUpdate update) {
        tick.wait(
                "foreign-task",
                update.taskId(),
                "task " + update.taskId() + " on agent "
                        + update.agentId().orElse("unknown") + " belongs to this framework but to no member of it; "
                        + "it is left alone: kill it in Mesos when it is not wanted");
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.member.DoubtfulTask;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Memory.Doubt;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/**
 * Asks Mesos for the tasks that it has not spoken of in this subscription, or that are in doubt, until it answers; and
 * now and then for all tasks that it knows.
 */
final class ReconcileTasks {

    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    /** As Mesos' reconciliation guide advises. */
    private static final Duration IMPLICIT_EVERY = Duration.ofMinutes(15);

    /** A launch that Mesos has confirmed but that does not start is asked for so often. */
    private static final Duration STAGING_ASKED_EVERY = Duration.ofMinutes(1);

    private ReconcileTasks() {}

    static void into(Tick tick) {
        doubtSilentLaunches(tick);
        endHopelessTasks(tick);
        askExplicitly(tick);
        if (!tick.now.isBefore(tick.memory.implicitAt)) {
            tick.call(new Call.Reconcile(List.of()));
            tick.memory.implicitAt = tick.now.plus(IMPLICIT_EVERY);
        }
    }

    /** Until then nothing is launched and nothing is disrupted. */
    static boolean settled(Tick tick) {
        return tick.members().stream()
                        .flatMap(member -> member.task().stream())
                        .noneMatch(task -> tick.memory.unreconciled.containsKey(task.id()))
                || !tick.now.isBefore(tick.memory.subscribedAt.plus(Memory.SILENCE));
    }

    static Doubt launchSeen(Instant now) {
        return new Doubt(now.plus(STAGING_ASKED_EVERY), 0, now, Optional.empty());
    }

    private static void doubtSilentLaunches(Tick tick) {
        for (Member member : tick.members()) {
            if (member.state() instanceof MemberState.Launching launching
                    && !tick.now.isBefore(launching.task().launchedAt().plus(DoubtfulTask.LAUNCH_ARRIVES))
                    && !tick.memory.unreconciled.containsKey(launching.task().id())) {
                tick.memory.doubts.putIfAbsent(
                        launching.task().id(), new Doubt(tick.now, 0, tick.memory.subscribedAt, Optional.empty()));
            }
        }
    }

    private static void endHopelessTasks(Tick tick) {
        for (Member member : tick.members()) {
            Optional<TaskRef> hopeless = member.task()
                    .filter(task -> tick.memory.doubts.containsKey(task.id()))
                    .filter(task -> DoubtfulTask.hasEnded(
                            member,
                            tick.memory.doubts.get(task.id()),
                            tick.memory.subscribedAt,
                            tick.now,
                            tick.look()));
            hopeless.ifPresent(task -> tick.put(MemberTransition.apply(member, ended(task, tick.now), tick.now)));
        }
    }

    private static TaskUpdate ended(TaskRef task, Instant now) {
        return new TaskUpdate(
                task.id(),
                TaskState.GONE,
                Optional.of(task.agent().id()),
                Optional.empty(),
                "",
                "Mesos does not know the task, and its node is not in the cluster",
                Optional.empty(),
                Optional.empty(),
                now);
    }

    private static void askExplicitly(Tick tick) {
        MemoryDraft memory = tick.memory;
        List<TaskRef> due = new ArrayList<>();
        for (Member member : tick.members()) {
            TaskRef task = member.task().orElse(null);
            if (task == null) {
                continue;
            }
            Ask ask = memory.unreconciled.get(task.id());
            Doubt doubt = memory.doubts.get(task.id());
            if (ask != null && !tick.now.isBefore(ask.nextAt())) {
                due.add(task);
                memory.unreconciled.put(task.id(), new Ask(retry(tick.now, ask.asked()), ask.asked() + 1));
            } else if (doubt != null && !tick.now.isBefore(doubt.nextAt())) {
                due.add(task);
                memory.doubts.put(
                        task.id(),
                        new Doubt(retry(tick.now, doubt.asked()), doubt.asked() + 1, tick.now, doubt.unknownSince()));
            }
        }
        if (!due.isEmpty()) {
            tick.call(new Call.Reconcile(List.copyOf(due)));
        }
    }

    private static Instant retry(Instant now, int asked) {
        return now.plus(BackOff.doubling(FIRST_RETRY, asked, LONGEST_RETRY));
    }
}

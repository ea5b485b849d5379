package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.member.DoubtfulTask;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.AgentRef;
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
public final class ReconcileTasks {

    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    /** As Mesos' reconciliation guide advises: what it knows, and what we know (it is silent on what is unreachable). */
    private static final Duration ALL_EVERY = Duration.ofMinutes(15);

    /** What may have changed without our hearing of it is asked for so often: updates come late, or twice, or not. */
    private static final Duration WATCHED_EVERY = Duration.ofMinutes(1);

    private ReconcileTasks() {}

    public static void into(Tick tick) {
        doubtSilentLaunches(tick);
        doubtWhatMayHaveChanged(tick);
        endHopelessTasks(tick);
        askForOffersOfTheirHosts(tick);
        boolean ofAll = !tick.now.isBefore(tick.memory.implicitAt);
        if (ofAll) {
            doubtAll(tick);
        }
        askExplicitly(tick);
        if (ofAll) {
            tick.call(new Call.Reconcile(List.of()));
            tick.memory.implicitAt = tick.now.plus(ALL_EVERY);
        }
    }

    /** Until then nothing is launched and nothing is disrupted. */
    public static boolean settled(Tick tick) {
        return tasks(tick).stream().noneMatch(task -> tick.memory.unreconciled.containsKey(task.id()))
                || !tick.now.isBefore(tick.memory.subscribedAt.plus(Memory.SILENCE));
    }

    public static Doubt launchSeen(Instant now) {
        return new Doubt(now.plus(WATCHED_EVERY), 0, now);
    }

    private static void doubtSilentLaunches(Tick tick) {
        for (Member member : tick.members()) {
            if (member.state() instanceof MemberState.Launching launching
                    && !tick.now.isBefore(launching.task().launchedAt().plus(DoubtfulTask.LAUNCH_ARRIVES))
                    && !tick.memory.unreconciled.containsKey(launching.task().id())) {
                tick.memory.doubts.putIfAbsent(launching.task().id(), new Doubt(tick.now, 0, tick.memory.subscribedAt));
            }
        }
    }

    /** Unreachable or told to stop, or running as Mesos said last, but not to be seen. */
    private static void doubtWhatMayHaveChanged(Tick tick) {
        for (Member member : tick.members()) {
            boolean isMissed = member.state() instanceof MemberState.Running && tick.isMissed(member);
            if (isMissed
                    || member.state() instanceof MemberState.Unreachable
                    || member.state() instanceof MemberState.Stopping) {
                member.task()
                        .filter(task -> !tick.memory.unreconciled.containsKey(task.id()))
                        .ifPresent(task -> tick.memory.doubts.putIfAbsent(task.id(), launchSeen(tick.now)));
            }
        }
    }

    private static void doubtAll(Tick tick) {
        for (TaskRef task : tasks(tick)) {
            if (tick.records().abandoned().containsKey(task.id())) {
                tick.memory.unreconciled.putIfAbsent(task.id(), new Ask(tick.now, 0));
            } else if (!tick.memory.unreconciled.containsKey(task.id())) {
                tick.memory.doubts.putIfAbsent(task.id(), new Doubt(tick.now, 0, tick.now));
            }
        }
        tick.memory.foreignTasks.values().stream()
                .filter(update -> update.agentId().isPresent())
                .forEach(update -> tick.memory.unreconciled.putIfAbsent(update.taskId(), new Ask(tick.now, 0)));
    }

    /** The members', and those that were given up. */
    private static List<TaskRef> tasks(Tick tick) {
        Stream<TaskRef> own = tick.members().stream().flatMap(member -> member.task().stream());
        Stream<TaskRef> abandoned = tick.records().abandoned().values().stream().map(Abandoned::task);
        return Stream.concat(own, abandoned).toList();
    }

    private static void endHopelessTasks(Tick tick) {
        for (Member member : tick.members()) {
            Optional<TaskRef> hopeless = member.task()
                    .filter(task -> tick.memory.doubts.containsKey(task.id()))
                    .filter(task -> DoubtfulTask.hasEnded(
                            member,
                            tick.memory.doubts.get(task.id()),
                            tick.memory.steadySince,
                            sure -> tick.isSeenGone(member, sure),
                            isBackAsAnother(tick, task.agent())));
            if (hopeless.isPresent() && tick.mayChangeAnother()) {
                tick.abandonTaskOf(member);
                tick.put(MemberTransition.apply(member, ended(hopeless.get(), tick.now), tick.now));
            }
        }
    }

    /** Known by its host name, when no other agent has that name; and only where a lock protects the data. */
    private static boolean isBackAsAnother(Tick tick, AgentRef agent) {
        return tick.isDataLocked()
                && !tick.memory.agentsSeen.containsKey(agent.id())
                && tick.memory.agentsSeen.values().stream()
                                .filter(agent.hostname()::equals)
                                .count()
                        == 1;
    }

    /** Agents are seen by their offers, which nobody may have asked for when all other members run. */
    private static void askForOffersOfTheirHosts(Tick tick) {
        tick.members().stream().filter(member -> isLost(tick, member)).forEach(member -> tick.work.add(member.name()));
    }

    /** Mesos does not know its task, and its agent has had the time to come back. */
    public static boolean isLost(Tick tick, Member member) {
        return member.task()
                .flatMap(task -> Optional.ofNullable(tick.memory.doubts.get(task.id())))
                .flatMap(Doubt::unknownSince)
                .filter(since -> !tick.now.isBefore(DoubtfulTask.agentsAreBack(since, tick.memory.steadySince)))
                .isPresent();
    }

    private static TaskUpdate ended(TaskRef task, Instant now) {
        return new TaskUpdate(
                task.id(),
                TaskState.GONE,
                Optional.of(task.agent().id()),
                Optional.empty(),
                "",
                "Mesos does not know the task, and nothing is seen of it",
                Optional.empty(),
                Optional.empty(),
                now);
    }

    private static void askExplicitly(Tick tick) {
        MemoryDraft memory = tick.memory;
        List<TaskRef> due = new ArrayList<>();
        List<TaskRef> all = new ArrayList<>(tasks(tick));
        memory.foreignTasks.values().forEach(update -> foreign(update).ifPresent(all::add));
        for (TaskRef task : all) {
            Ask ask = memory.unreconciled.get(task.id());
            Doubt doubt = memory.doubts.get(task.id());
            if (ask != null && !tick.now.isBefore(ask.nextAt())) {
                due.add(task);
                memory.unreconciled.put(task.id(), new Ask(retry(tick.now, ask.asked()), ask.asked() + 1));
            } else if (doubt != null && !tick.now.isBefore(doubt.nextAt())) {
                due.add(task);
                memory.doubts.put(
                        task.id(),
                        new Doubt(
                                retry(tick.now, doubt.asked()),
                                doubt.asked() + 1,
                                tick.now,
                                doubt.unknownSince(),
                                doubt.unknownAt()));
            }
        }
        if (!due.isEmpty()) {
            tick.call(new Call.Reconcile(List.copyOf(due)));
        }
    }

    private static Optional<TaskRef> foreign(TaskUpdate update) {
        return update.agentId().map(id -> new TaskRef(update.taskId(), new AgentRef(id, id, ""), 0, 0, update.at()));
    }

    private static Instant retry(Instant now, int asked) {
        return now.plus(BackOff.doubling(FIRST_RETRY, asked, LONGEST_RETRY));
    }
}

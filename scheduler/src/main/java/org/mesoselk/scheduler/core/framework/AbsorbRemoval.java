package org.mesoselk.scheduler.core.framework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Disconnection;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/**
 * Mesos has removed the framework. Its tasks are ended by that, also those of which Mesos will never speak again; the
 * members, and where their data is, stay recorded. It begins anew only when the operator has named the removed id.
 */
public final class AbsorbRemoval {

    private AbsorbRemoval() {}

    public static void into(Tick tick) {
        String removed = tick.records().frameworkId().orElse("");
        AbsorbInputs.disconnected(tick.memory, new Disconnection(false, "Mesos has removed the framework " + removed));
        tick.memory.removed = Optional.of(removed);
    }

    /** As many tasks in each tick as it may change; its id is void when all of them have ended. */
    static void beginAnew(Tick tick) {
        Optional<String> removed = tick.memory.removed;
        if (removed.isEmpty()
                || !isNamed(tick, removed.get())
                || !removed.equals(tick.records().frameworkId())) {
            return;
        }
        for (Member member : List.copyOf(tick.members())) {
            if (member.task().isPresent() && tick.mayChangeAnother()) {
                TaskRef task = member.task().get();
                tick.put(MemberTransition.apply(member, ended(task, removed.get(), tick.now), tick.now));
            }
        }
        for (String task : List.copyOf(tick.records().abandoned().keySet())) {
            if (tick.mayChangeAnother()) {
                tick.records(tick.records().withoutAbandoned(task));
            }
        }
        if (tick.mayChangeAnother()) {
            tick.records(tick.records().withoutFrameworkId());
            tick.memory.foreignTasks.clear();
            tick.memory.removed = Optional.empty();
            tick.call(new Call.BeginAnew());
        }
    }

    private static boolean isNamed(Tick tick, String removed) {
        return tick.settings().newFrameworkId().filter(removed::equals).isPresent();
    }

    private static TaskUpdate ended(TaskRef task, String removed, Instant now) {
        return new TaskUpdate(
                task.id(),
                TaskState.KILLED,
                Optional.of(task.agent().id()),
                Optional.empty(),
                "",
                "Mesos removed the framework " + removed + " that it belonged to",
                Optional.empty(),
                Optional.empty(),
                now);
    }

    public static void tell(Tick tick, String removed) {
        String named = tick.settings()
                .newFrameworkId()
                .map(other -> "; --new-framework-id=" + other + " names another one")
                .orElse("");
        String remedy = removed.isEmpty()
                ? "its id was not recorded yet: start the scheduler again to go on as a new framework"
                : isNamed(tick, removed)
                        ? "its tasks are being recorded as ended, after which a new framework is begun"
                        : "to go on as a new framework, with the members where their data is, start the scheduler with"
                                + " --new-framework-id=" + removed + named;
        tick.wait(
                "framework-removed",
                "mesos",
                "Mesos has removed the framework " + removed + ": somebody tore it down, or no scheduler was subscribed"
                        + " for longer than --failover-timeout. Its tasks are ended and its id is void; the records are"
                        + " kept and nothing is done; " + remedy);
    }
}

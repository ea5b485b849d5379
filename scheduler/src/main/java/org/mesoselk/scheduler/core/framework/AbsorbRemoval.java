package org.mesoselk.scheduler.core.framework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Disconnection;
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
        Optional<String> removed = tick.records().frameworkId();
        AbsorbInputs.disconnected(
                tick.memory, new Disconnection(false, "Mesos has removed the framework " + removed.orElse("")));
        if (removed.isPresent() && removed.equals(tick.settings().newFrameworkId())) {
            beginAnew(tick, removed.get());
        } else {
            tick.memory.removed = Optional.of(removed.orElse(""));
        }
    }

    private static void beginAnew(Tick tick, String removed) {
        List.copyOf(tick.members())
                .forEach(member -> member.task()
                        .ifPresent(task ->
                                tick.put(MemberTransition.apply(member, ended(task, removed, tick.now), tick.now))));
        List.copyOf(tick.records().abandoned().keySet())
                .forEach(task -> tick.records(tick.records().withoutAbandoned(task)));
        tick.records(tick.records().withoutFrameworkId());
        tick.memory.foreignTasks.clear();
        tick.memory.removed = Optional.empty();
        tick.call(new Call.BeginAnew());
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

package org.mesoselk.scheduler.core.framework;

import java.util.Optional;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Memory.Doubt;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** A task status: to its member, or among the foreign tasks; acknowledged when Mesos wants it so. */
public final class AbsorbUpdate {

    /** Mesos' reason for what it says because it was asked. */
    private static final String ANSWER = "REASON_RECONCILIATION";

    private AbsorbUpdate() {}

    public static void into(Tick tick, TaskUpdate update) {
        if (update.uuid().isPresent() && update.agentId().isPresent()) {
            tick.call(new Call.Acknowledge(
                    update.taskId(), update.agentId().get(), update.uuid().get()));
        }
        Optional<Member> owner = tick.ownerOf(update.taskId());
        if (owner.isPresent()) {
            Member changed = MemberTransition.apply(owner.get(), update, tick.now);
            tick.put(changed);
            remember(tick, changed, update);
            CountAgentFailures.on(tick, owner.get(), update);
        } else if (tick.records().abandoned().containsKey(update.taskId())) {
            abandoned(tick, update);
        } else {
            learnOfAnEnd(tick, update);
            foreign(tick, update);
        }
    }

    /** Mesos may tell of an end upon being asked, before the executor's own word of it arrives. */
    private static void learnOfAnEnd(Tick tick, TaskUpdate update) {
        tick.members().stream()
                .filter(member -> member.lastFailure()
                        .filter(last -> last.taskId().equals(update.taskId()))
                        .isPresent())
                .forEach(member -> tick.put(MemberTransition.lateWord(member, update)));
    }

    /**
     * Only an end ends the record. That it lives is believed when Mesos has been asked: it may be a late word from before
     * its agent was lost.
     */
    private static void abandoned(Tick tick, TaskUpdate update) {
        MemoryDraft memory = tick.memory;
        if (update.state().meaning() == TaskState.Meaning.ENDED) {
            tick.records(tick.records().withoutAbandoned(update.taskId()));
        } else if (update.state().meaning() == TaskState.Meaning.ALIVE
                && !update.reason().equals(ANSWER)) {
            memory.unreconciled.put(update.taskId(), new Ask(tick.now, 0));
        } else {
            memory.unreconciled.remove(update.taskId());
            memory.said.put(update.taskId(), update);
        }
    }

    /**
     * May be another scheduler's or an older record's: listed for the operator, never killed. It may also be a late word
     * of a task that has ended long ago, so Mesos is asked once more.
     */
    private static void foreign(Tick tick, TaskUpdate update) {
        MemoryDraft memory = tick.memory;
        boolean mayBeAlive =
                update.state().meaning() == TaskState.Meaning.ALIVE || update.state() == TaskState.UNREACHABLE;
        if (!mayBeAlive) {
            memory.foreignTasks.remove(update.taskId());
            return;
        }
        if (update.reason().equals(ANSWER)) {
            memory.unreconciled.remove(update.taskId());
        } else if (update.agentId().isPresent()) {
            memory.unreconciled.putIfAbsent(update.taskId(), new Ask(tick.now, 0));
        }
        memory.foreignTasks.put(update.taskId(), update);
    }

    private static void remember(Tick tick, Member member, TaskUpdate update) {
        MemoryDraft memory = tick.memory;
        String taskId = update.taskId();
        memory.unreconciled.remove(taskId);
        memory.said.put(taskId, update);
        update.report().ifPresent(report -> memory.reports.put(taskId, report));
        update.collected().ifPresent(report -> memory.logstash.reports.put(taskId, report));
        update.kibana().ifPresent(report -> memory.kibana.reports.put(taskId, report));
        if (update.reason().equals(ANSWER)) {
            // Framework messages may be lost: each reconciliation is an occasion to say again what was said.
            memory.seedsSent.remove(taskId);
            memory.logstash.endpointsSent.remove(taskId);
            memory.kibana.endpointsSent.remove(taskId);
            memory.logstash.pipelinesSent.remove(taskId);
        }
        if (update.state() == TaskState.UNKNOWN || update.state() == TaskState.LOST) {
            memory.doubts.put(taskId, doubt(tick, taskId));
        } else if (member.state() instanceof MemberState.Launching) {
            memory.doubts.put(taskId, ReconcileTasks.launchSeen(tick.now));
        } else {
            memory.doubts.remove(taskId);
        }
    }

    private static Doubt doubt(Tick tick, String taskId) {
        Doubt before = tick.memory.doubts.get(taskId);
        return (before == null ? new Doubt(tick.now, 0, tick.memory.subscribedAt) : before).unknown(tick.now);
    }
}

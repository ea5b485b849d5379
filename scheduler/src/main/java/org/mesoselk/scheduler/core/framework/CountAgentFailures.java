package org.mesoselk.scheduler.core.framework;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.member.AgentBackOff;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** Agents are remembered for the tasks that failed on them before they ran, and forgotten after a quiet while. */
public final class CountAgentFailures {

    /**
     * Enough for every agent that 49 members can meet in one back-off; the oldest goes when there are more. Each is a
     * record of its own, so the bound is for those who read them all.
     */
    private static final int MOST_AGENTS = 200;

    /** How these end says something of the agent: the executor, or its container, did not come up there. */
    private static final Set<TaskState> BY_ITSELF = Set.of(TaskState.FAILED, TaskState.FINISHED);

    private static final Set<TaskState> BY_MESOS = Set.of(TaskState.GONE, TaskState.DROPPED);

    private CountAgentFailures() {}

    /** @param before the member as it was before this update */
    public static void on(Tick tick, Member before, TaskUpdate update) {
        boolean neverRan =
                before.state() instanceof MemberState.Launching || before.state() instanceof MemberState.Starting;
        Optional<TaskRef> task = before.task().filter(own -> own.id().equals(update.taskId()));
        if (!neverRan || task.isEmpty() || !isTheAgents(update)) {
            return;
        }
        AgentFailures known = tick.records().agents().get(task.get().agent().id());
        String sentence = tick.records()
                .members()
                .get(before.name())
                .lastFailure()
                .map(Member.Failure::sentence)
                .orElse("");
        tick.records(tick.records()
                .with(AgentBackOff.another(
                        Optional.ofNullable(known), task.get().agent(), tick.now, sentence)));
        while (tick.records().agents().size() > MOST_AGENTS) {
            tick.records().agents().values().stream()
                    .min(Comparator.comparing(AgentFailures::last).thenComparing(AgentFailures::agentId))
                    .ifPresent(oldest -> tick.records(tick.records().withoutAgent(oldest.agentId())));
        }
    }

    public static void forgetQuiet(Tick tick) {
        tick.records().agents().values().stream()
                .filter(agent -> AgentBackOff.failures(agent, tick.now) == 0)
                .forEach(agent -> tick.records(tick.records().withoutAgent(agent.agentId())));
    }

    /** A custom executor that ends before its task runs is told as GONE or DROPPED to frameworks that know partitions. */
    private static boolean isTheAgents(TaskUpdate update) {
        return BY_ITSELF.contains(update.state())
                || BY_MESOS.contains(update.state())
                        && (update.reason().startsWith("REASON_EXECUTOR")
                                || update.reason().startsWith("REASON_CONTAINER"));
    }
}

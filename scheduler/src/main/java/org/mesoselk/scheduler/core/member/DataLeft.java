package org.mesoselk.scheduler.core.member;

import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/**
 * What a task's end says of the data that its node leaves on its agent. The executor knows, and says so with the end. Ends
 * that the agent or the master make up leave it unknown: between a node's place in its cluster and the first word of it lies
 * time enough for a host to die.
 */
final class DataLeft {

    /** The task never came to its agent. */
    private static final Set<TaskState> NEVER_STARTED = Set.of(TaskState.DROPPED, TaskState.ERROR);

    private static final String ANSWER = "REASON_RECONCILIATION";

    private DataLeft() {}

    /**
     * @param before the member as it was when {@code end} came
     * @return empty when no node was started, so that what an earlier task left there is there still
     */
    static Optional<HasData> by(TaskUpdate end, MemberState before) {
        HasData told = end.report().map(NodeReport::data).orElse(HasData.UNKNOWN);
        boolean neverStarted = told == HasData.UNKNOWN && before instanceof MemberState.Launching && isOfNoNode(end);
        return neverStarted ? Optional.empty() : Optional.of(told);
    }

    /**
     * The executor says TASK_STARTING before it prepares its node, and an agent hands on what it has been told in that
     * order: an agent's word of an end without it is one of a node that was never started. So is the master's that its agent,
     * which it asks, has no such task.
     */
    private static boolean isOfNoNode(TaskUpdate end) {
        return end.uuid().isPresent()
                || NEVER_STARTED.contains(end.state())
                || end.state() == TaskState.GONE && end.reason().equals(ANSWER);
    }
}

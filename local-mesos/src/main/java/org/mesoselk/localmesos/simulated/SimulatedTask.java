package org.mesoselk.localmesos.simulated;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** A task without a process: only its updates, of which one is on its way at a time. */
final class SimulatedTask {

    private final Optional<ExecutorID> executor;
    private final boolean saysKilling;
    private final Deque<TaskStatus> unacknowledged = new ArrayDeque<>(2);
    private Instant sent = Instant.MAX;
    private boolean ended;

    SimulatedTask(Optional<ExecutorID> executor, boolean saysKilling) {
        this.executor = executor;
        this.saysKilling = saysKilling;
    }

    Optional<ExecutorID> executor() {
        return executor;
    }

    /** Whether its framework wants to hear of TASK_KILLING. */
    boolean saysKilling() {
        return saysKilling;
    }

    boolean ended() {
        return ended;
    }

    /** Its end is acknowledged. */
    boolean over() {
        return ended && unacknowledged.isEmpty();
    }

    /** Takes an update; what is to be sent now, if anything. */
    Optional<TaskStatus> add(TaskStatus status, Instant now) {
        unacknowledged.add(status);
        ended = status.getState() == TaskState.TASK_KILLED;
        return unacknowledged.size() == 1 ? head(now) : Optional.empty();
    }

    /** Takes an acknowledgement; what is to be sent next, if anything. */
    Optional<TaskStatus> acknowledge(ByteString uuid, Instant now) {
        TaskStatus head = unacknowledged.peek();
        if (head == null || !head.getUuid().equals(uuid)) {
            return Optional.empty();
        }
        unacknowledged.remove();
        return head(now);
    }

    /** What was sent at {@code before} or earlier and is to be sent again. */
    Optional<TaskStatus> due(Instant before, Instant now) {
        return sent.isAfter(before) ? Optional.empty() : head(now);
    }

    private Optional<TaskStatus> head(Instant now) {
        sent = unacknowledged.isEmpty() ? Instant.MAX : now;
        return Optional.ofNullable(unacknowledged.peek());
    }
}

package org.mesoselk.localmesos.agent.updates;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.agent.TaskStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The updates of one task: the first that is not acknowledged is sent, and sent again after the retry time, doubled
 * each time; the others wait behind it.
 */
final class UpdateStream {

    /** Mesos' STATUS_UPDATE_RETRY_INTERVAL_MAX. */
    private static final Duration MAX_RETRY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(UpdateStream.class);

    private final Duration firstRetry;
    private final Optional<UpdateLog> log;
    private final Deque<TaskStatus> pending = new ArrayDeque<>();
    private final Set<ByteString> received = new HashSet<>();
    private final Set<ByteString> unstored = new HashSet<>();
    private final List<TaskStatus> all = new ArrayList<>();
    private Duration retry;
    private Instant next = Instant.MIN;
    private boolean terminated;

    UpdateStream(Duration firstRetry, Optional<UpdateLog> log) {
        this.firstRetry = firstRetry;
        this.log = log;
        this.retry = firstRetry;
    }

    /** As it was before a restart of the agent. */
    static UpdateStream replay(Duration firstRetry, UpdateLog log) throws IOException {
        UpdateStream stream = new UpdateStream(firstRetry, Optional.of(log));
        for (UpdateLog.Entry entry : log.read()) {
            if (entry.status().isPresent()) {
                stream.take(entry.status().get());
            } else {
                stream.drop(entry.uuid());
            }
        }
        return stream;
    }

    /** Takes an update; false when it was received before, or comes after the task's end. */
    boolean add(TaskStatus status) {
        if (received.contains(status.getUuid()) || ended()) {
            return false;
        }
        // One that cannot be stored (full disk) still counts: after a restart its executor brings it again.
        if (!store(stored -> stored.update(status))) {
            unstored.add(status.getUuid());
        }
        take(status);
        return true;
    }

    private interface Write {
        void to(UpdateLog log) throws IOException;
    }

    private boolean store(Write write) {
        if (log.isPresent()) {
            try {
                write.to(log.get());
            } catch (IOException e) {
                LOG.error("an update cannot be checkpointed: {}", e.toString());
                return false;
            }
        }
        return true;
    }

    private void take(TaskStatus status) {
        received.add(status.getUuid());
        pending.add(status);
        all.add(status);
    }

    /** The update that is now acknowledged; empty when {@code uuid} is not that of the one that was sent. */
    Optional<TaskStatus> acknowledge(ByteString uuid) {
        Optional<TaskStatus> acknowledged = drop(uuid);
        if (acknowledged.isPresent() && !store(stored -> stored.acknowledgement(uuid))) {
            LOG.warn(
                    "after a restart of this agent the scheduler will get update {} once more",
                    acknowledged.get().getState());
        }
        return acknowledged;
    }

    private Optional<TaskStatus> drop(ByteString uuid) {
        if (pending.isEmpty() || !pending.element().getUuid().equals(uuid)) {
            return Optional.empty();
        }
        TaskStatus acknowledged = pending.remove();
        terminated = terminated || TaskStates.terminal(acknowledged.getState());
        resume();
        return Optional.of(acknowledged);
    }

    /** The update to send now, if there is one and its time has come; counts as sent. */
    Optional<TaskStatus> due(Instant now) {
        if (pending.isEmpty() || now.isBefore(next)) {
            return Optional.empty();
        }
        next = now.plus(retry);
        retry = retry.multipliedBy(2).compareTo(MAX_RETRY) > 0 ? MAX_RETRY : retry.multipliedBy(2);
        return Optional.of(pending.element());
    }

    /** Sends the first one again at once, and begins with the short wait. */
    void resume() {
        retry = firstRetry;
        next = Instant.MIN;
    }

    /** It was received, and will not be forgotten as long as the framework wants this agent to remember. */
    boolean stored(ByteString uuid) {
        return received.contains(uuid) && !unstored.contains(uuid);
    }

    /** The terminal update is acknowledged: nothing more will come. */
    boolean terminated() {
        return terminated;
    }

    boolean idle() {
        return pending.isEmpty();
    }

    private boolean ended() {
        return !all.isEmpty() && TaskStates.terminal(all.get(all.size() - 1).getState());
    }

    /** Every update that was received. */
    List<TaskStatus> statuses() {
        return List.copyOf(all);
    }
}

package org.mesoselk.localmesos.agent.updates;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * The status updates that this agent owes its frameworks. Per task one unacknowledged update is on its way at a time;
 * each is sent again until the scheduler acknowledges it. It sends nothing itself: {@link #due} tells what to send now.
 * Not thread-safe.
 */
public final class UpdateStreams {

    private record Key(FrameworkID framework, TaskID task) {}

    /** An update to send. */
    public record Due(FrameworkID framework, TaskStatus status) {}

    private final Duration firstRetry;
    private final Map<Key, UpdateStream> streams = new LinkedHashMap<>();
    private boolean paused = true;

    public UpdateStreams(Duration firstRetry) {
        this.firstRetry = firstRetry;
    }

    /**
     * Takes an update with its uuid.
     *
     * @param log where a task whose framework checkpoints keeps its updates
     * @return false when it was taken before or the task has ended: nothing is to be done with it
     */
    public boolean add(FrameworkID framework, TaskStatus status, Optional<UpdateLog> log) {
        return streams.computeIfAbsent(new Key(framework, status.getTaskId()), key -> new UpdateStream(firstRetry, log))
                .add(status);
    }

    /** Takes up a task's updates after a restart. @return all that were received, the newest last */
    public List<TaskStatus> recover(FrameworkID framework, TaskID task, UpdateLog log) throws IOException {
        UpdateStream stream = UpdateStream.replay(firstRetry, log);
        streams.put(new Key(framework, task), stream);
        return stream.statuses();
    }

    /** The update that is now acknowledged; empty for an acknowledgement of anything but the one that was sent. */
    public Optional<TaskStatus> acknowledge(FrameworkID framework, TaskID task, ByteString uuid) {
        UpdateStream stream = streams.get(new Key(framework, task));
        return stream == null ? Optional.empty() : stream.acknowledge(uuid);
    }

    /** This update was received, and its executor may forget it. */
    public boolean stored(FrameworkID framework, TaskID task, ByteString uuid) {
        UpdateStream stream = streams.get(new Key(framework, task));
        return stream != null && stream.stored(uuid);
    }

    /** True when the task's end has been acknowledged. */
    public boolean terminated(FrameworkID framework, TaskID task) {
        UpdateStream stream = streams.get(new Key(framework, task));
        return stream != null && stream.terminated();
    }

    /** No master to send to: nothing is due. */
    public void pause() {
        paused = true;
    }

    /** There is a master again: everything unacknowledged is due at once. */
    public void resume() {
        paused = false;
        streams.values().forEach(UpdateStream::resume);
    }

    /** Its scheduler came back: everything unacknowledged of this framework is due at once. */
    public void resume(FrameworkID framework) {
        streams.forEach((key, stream) -> {
            if (key.framework().equals(framework)) {
                stream.resume();
            }
        });
    }

    /** What is to be sent now; counts as sent. */
    public List<Due> due(Instant now) {
        List<Due> due = new ArrayList<>();
        if (!paused) {
            streams.forEach((key, stream) ->
                    stream.due(now).ifPresent(status -> due.add(new Due(key.framework(), status))));
        }
        return due;
    }

    /** Forgets a task. */
    public void remove(FrameworkID framework, TaskID task) {
        streams.remove(new Key(framework, task));
    }

    /** Forgets a framework that is gone for good. */
    public void remove(FrameworkID framework) {
        streams.keySet().removeIf(key -> key.framework().equals(framework));
    }

    /** Updates of this framework still wait for an acknowledgement. */
    public boolean pending(FrameworkID framework) {
        return streams.entrySet().stream()
                .anyMatch(stream -> stream.getKey().framework().equals(framework)
                        && !stream.getValue().idle());
    }
}

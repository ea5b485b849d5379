package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;

/** The tasks and updates of an executor that its agent may not know of, in order. Safe for several threads. */
final class Unacknowledged {

    private final Map<TaskID, TaskInfo> tasks = new LinkedHashMap<>();
    private final Map<ByteString, Call.Update> updates = new LinkedHashMap<>();

    /** A task stays unacknowledged until any update of it has been acknowledged. */
    synchronized void launched(Event event) {
        if (event.getType() == Event.Type.LAUNCH) {
            TaskInfo task = event.getLaunch().getTask();
            tasks.put(task.getTaskId(), task);
        } else if (event.getType() == Event.Type.LAUNCH_GROUP) {
            event.getLaunchGroup().getTaskGroup().getTasksList().forEach(task -> tasks.put(task.getTaskId(), task));
        }
    }

    synchronized void add(Call.Update update) {
        updates.put(update.getStatus().getUuid(), update);
    }

    synchronized void acknowledged(Event.Acknowledged event) {
        tasks.remove(event.getTaskId());
        forget(event.getUuid());
    }

    synchronized void forget(ByteString uuid) {
        updates.remove(uuid);
        notifyAll();
    }

    synchronized Call.Subscribe subscribe() {
        return Call.Subscribe.newBuilder()
                .addAllUnacknowledgedTasks(tasks.values())
                .addAllUnacknowledgedUpdates(updates.values())
                .build();
    }

    /**
     * Waits until every update has been acknowledged.
     *
     * @return false when {@code timeout} ran out first
     */
    synchronized boolean awaitNone(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!updates.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}

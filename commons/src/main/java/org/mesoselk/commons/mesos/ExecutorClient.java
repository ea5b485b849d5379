package org.mesoselk.commons.mesos;

import java.time.Duration;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * An executor's side of the Mesos v1 executor API, for the agent named in the environment that Mesos gives.
 *
 * <p>Re-subscribes when the agent restarts, handing over the tasks and updates that the agent has not acknowledged,
 * for as long as the recovery time-out lasts.
 */
public interface ExecutorClient extends AutoCloseable {

    void start();

    /** Sends an update; it is kept (and sent again on re-subscription) until the agent acknowledges it. uuid and timestamp are filled in. */
    void update(TaskStatus status);

    /** Sends a framework message; best effort, as Mesos defines it. */
    void message(byte[] data);

    /** Waits until every update has been acknowledged. @return false when {@code timeout} ran out first */
    boolean awaitAcknowledged(Duration timeout) throws InterruptedException;

    @Override
    void close();
}

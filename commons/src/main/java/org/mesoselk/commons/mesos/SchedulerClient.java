package org.mesoselk.commons.mesos;

import java.util.concurrent.CompletableFuture;
import org.apache.mesos.v1.scheduler.Protos.Call;

/**
 * A framework's side of the Mesos v1 scheduler API: finds the leading master, subscribes, keeps the subscription
 * alive, and sends calls in the order in which they were given.
 *
 * <p>All events reach the {@link SchedulerListener} on one thread. After {@link #close()} no event is delivered;
 * closing only disconnects, it never tears the framework down.
 */
public interface SchedulerClient extends AutoCloseable {

    /** Begins to look for the master and to subscribe; returns at once. */
    void start();

    /**
     * Queues a call (anything but SUBSCRIBE) for the present subscription; the framework id is filled in.
     *
     * @return completes with the master's verdict; never completes exceptionally. A call that could not be
     *     delivered within its subscription is {@link CallResult.Undelivered}, never silently dropped
     */
    CompletableFuture<CallResult> send(Call call);

    /**
     * After {@link SchedulerError#REMOVED} nothing is asked of Mesos any more. This lets the client subscribe again, as a
     * new framework unless it is given another id. Without effect before such an error.
     */
    void beginAnew();

    @Override
    void close();
}

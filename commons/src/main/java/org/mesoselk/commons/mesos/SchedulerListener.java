package org.mesoselk.commons.mesos;

import org.apache.mesos.v1.scheduler.Protos.Event;

/** Told of everything that a {@link SchedulerClient} receives, on one thread, in the order of the stream. */
public interface SchedulerListener {

    /** An event of the stream; SUBSCRIBED comes first after each (re-)subscription. HEARTBEAT is kept from it. */
    void event(Event event);

    /**
     * The subscription is gone (or could not be made); the client goes on trying, unless the framework has been removed.
     *
     * @param cause a sentence
     */
    void disconnected(String cause);

    /** As {@link #disconnected}, because the master does not take this framework's credentials. */
    default void refused(String cause) {
        disconnected(cause);
    }
}

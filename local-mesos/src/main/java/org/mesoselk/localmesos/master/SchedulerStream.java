package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.scheduler.Protos.Event;

/** A subscribed scheduler's end of the line. */
interface SchedulerStream {

    /** Identifies the subscription; the scheduler sends it with each call. */
    String id();

    void send(Event event);

    /** No more events: the last chunk. */
    void end();
}

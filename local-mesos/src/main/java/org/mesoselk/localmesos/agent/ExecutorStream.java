package org.mesoselk.localmesos.agent;

import org.apache.mesos.v1.executor.Protos.Event;

/** The open subscription of an executor. */
public interface ExecutorStream {

    /** Never waits; an event for an executor that has gone is lost. */
    void send(Event event);

    void end();
}

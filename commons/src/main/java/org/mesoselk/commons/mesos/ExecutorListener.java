package org.mesoselk.commons.mesos;

import org.apache.mesos.v1.executor.Protos.Event;

/** Told of everything that an {@link ExecutorClient} receives, on one thread. */
public interface ExecutorListener {

    /** SUBSCRIBED, LAUNCH, LAUNCH_GROUP, KILL, MESSAGE, SHUTDOWN, ERROR; ACKNOWLEDGED and HEARTBEAT are kept from it. */
    void event(Event event);

    /** The agent did not come back within the recovery time-out (or the framework does not checkpoint): the executor must end. */
    void abandoned(String cause);
}

package org.mesoselk.commons.mesos;

import org.apache.mesos.v1.scheduler.Protos.Event;

/** What an ERROR event means. After it the master ends the stream. Mesos tells them apart by the sentence alone. */
public enum SchedulerError {
    /** The id is void for ever: the framework was torn down, or was away for longer than its failover time-out. */
    REMOVED,
    /** Somebody else has subscribed with the same id. */
    FAILED_OVER,
    /** The framework is not as Mesos wants it; the sentence says why. */
    OTHER;

    public static SchedulerError of(Event.Error error) {
        String sentence = error.getMessage();
        if (sentence.contains("Framework has been removed")) {
            return REMOVED;
        }
        return sentence.contains("Framework failed over") ? FAILED_OVER : OTHER;
    }
}

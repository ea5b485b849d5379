package org.mesoselk.scheduler.core.model;

import java.time.Instant;

/**
 * An operation on an agent's resources that is stored and perhaps sent; its outcome is not known.
 *
 * @param id as Mesos knows it; no other operation of this framework has had it
 */
public record PendingOperation(String id, Kind kind, AgentRef agent, Instant sentAt) {

    /** Mesos' own words. */
    public enum Kind {
        RESERVE,
        UNRESERVE
    }
}

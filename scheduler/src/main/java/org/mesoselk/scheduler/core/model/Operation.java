package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that the operator asked for and that takes a while. It is also the one disruption lock: at most one
 * operation is {@link Status#RUNNING}, and only its {@code leaving} members may be made unavailable.
 *
 * @param id {@code scale-<generation of the spec>}
 * @param from and {@code to} numbers of members
 * @param leaving names of the members that are leaving now (the present batch)
 * @param finishedAt set with DONE, and with CANCELLED: another operation took its place while it was running
 */
public record Operation(
        String id,
        Kind kind,
        int from,
        int to,
        Status status,
        Instant startedAt,
        Optional<Instant> finishedAt,
        List<String> leaving) {

    public enum Kind {
        SCALE_UP,
        SCALE_DOWN
    }

    public enum Status {
        RUNNING,
        DONE,
        CANCELLED
    }
}

package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A task that its member was taken from although Mesos has not said that it ended: whose it was, should it come back.
 *
 * @param since when it was given up
 * @param stopping when it was first told to stop: it had come back, and its member had another task
 */
public record Abandoned(String memberName, TaskRef task, Instant since, Optional<Instant> stopping) {

    public Abandoned(String memberName, TaskRef task, Instant since) {
        this(memberName, task, since, Optional.empty());
    }

    public Abandoned stoppedAt(Instant at) {
        return new Abandoned(memberName, task, since, Optional.of(at));
    }
}

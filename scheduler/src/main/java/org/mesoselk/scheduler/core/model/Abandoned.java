package org.mesoselk.scheduler.core.model;

import java.time.Instant;

/**
 * A task that its member was taken from although Mesos has not said that it ended: whose it was, should it come back.
 *
 * @param since when it was given up
 */
public record Abandoned(String memberName, TaskRef task, Instant since) {}

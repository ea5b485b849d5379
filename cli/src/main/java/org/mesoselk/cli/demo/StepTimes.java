package org.mesoselk.cli.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * How long one scaling took, each from the call.
 *
 * @param nodes that were asked for
 * @param ready until so many members were ready and, on the way down, no other was left
 * @param green until the cluster was green and no operation went on
 * @param dataOnlyEmpty until no shard was on any data-only member that had to leave; only on the way down
 * @param empty until no shard was on any member that had to leave; only on the way down
 */
record StepTimes(
        int nodes, Duration ready, Duration green, Optional<Duration> dataOnlyEmpty, Optional<Duration> empty) {}

package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a tick decides from.
 *
 * @param now the time of this tick
 * @param inputs what happened since the last tick, in order
 * @param memory as the last tick left it; the inputs are not yet in it
 */
public record View(Instant now, Settings settings, Records records, Memory memory, List<Input> inputs) {}

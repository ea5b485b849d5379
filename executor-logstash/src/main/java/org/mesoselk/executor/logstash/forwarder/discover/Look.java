package org.mesoselk.executor.logstash.forwarder.discover;

import java.util.List;
import java.util.Optional;

/**
 * All files that are there now.
 *
 * @param trouble why it may not be all; what is missing in such a look is not gone
 */
public record Look(List<Found> files, Optional<String> trouble) {}

package org.mesoselk.scheduler.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an offer holds of one reservation for this framework's role: the part that no task uses.
 *
 * @param reservationId that this framework gave it; empty when it was made by anybody else
 * @param dynamic false when it comes from the agent's own configuration
 * @param labels as whoever made it has set them
 * @param share without volumes, of root disk
 * @param volumes ids of the persistent volumes in it
 */
public record Holding(
        Optional<String> reservationId,
        String role,
        boolean dynamic,
        Optional<String> principal,
        Map<String, String> labels,
        Resources share,
        List<String> volumes) {}

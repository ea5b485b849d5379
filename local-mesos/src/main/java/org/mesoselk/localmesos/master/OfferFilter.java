package org.mesoselk.localmesos.master;

import java.time.Instant;
import org.mesoselk.localmesos.master.resources.Resources;

/** A framework's wish not to be offered {@code refused} of that agent, or less, until then. */
record OfferFilter(String agentId, String role, Resources refused, Instant until) {

    boolean hides(String agent, String toRole, Resources offerable) {
        return agentId.equals(agent) && role.equals(toRole) && refused.contains(offerable);
    }
}

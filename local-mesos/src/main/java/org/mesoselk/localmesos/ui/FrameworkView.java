package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/**
 * A framework as pages show it.
 *
 * @param registered when it registered first
 * @param reregistered when it did so last, after a failover
 * @param unregistered when it was removed
 * @param tasks how many have not ended
 */
public record FrameworkView(
        FrameworkInfo info,
        List<String> roles,
        Phase phase,
        Instant registered,
        Optional<Instant> reregistered,
        Optional<Instant> unregistered,
        int tasks,
        Amounts used,
        Amounts offered) {

    /** As Mesos' page sorts them. */
    public enum Phase {
        /** Its scheduler is connected. */
        ACTIVE,
        /** Its scheduler is not connected, and may come back. */
        INACTIVE,
        /** Gone for good. */
        COMPLETED
    }

    String id() {
        return info.getId().getValue();
    }
}

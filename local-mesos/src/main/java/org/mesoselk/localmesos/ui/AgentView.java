package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;

/**
 * An agent as pages show it.
 *
 * @param url where its own pages are, {@code //host:port}, as whoever speaks TLS does so everywhere; empty when it has none
 * @param active whether it is connected to the master
 * @param registered when it registered last
 * @param tasks how many have not ended
 */
public record AgentView(
        AgentInfo info,
        Optional<String> url,
        boolean active,
        Instant registered,
        Amounts used,
        Amounts offered,
        int tasks) {

    String id() {
        return info.getId().getValue();
    }

    Amounts total() {
        return Amounts.of(info.getResourcesList());
    }
}

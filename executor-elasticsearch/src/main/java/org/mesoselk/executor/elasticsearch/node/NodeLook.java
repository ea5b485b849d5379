package org.mesoselk.executor.elasticsearch.node;

import java.util.Optional;

/** What one look at the local node's HTTP API showed. */
public sealed interface NodeLook {

    /** It does not answer, or not in a way that tells anything. {@code cause} is a clause, e.g. "connection refused". */
    record Silent(String cause) implements NodeLook {}

    /** It answers and has no elected master; the UUID is that of the cluster whose state it keeps, if it keeps one. */
    record Masterless(Optional<String> clusterUuid) implements NodeLook {}

    /** It is part of a cluster with an elected master. */
    record Joined(String clusterUuid, String nodeId, String version) implements NodeLook {}
}

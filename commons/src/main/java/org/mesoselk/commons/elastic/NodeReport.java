package org.mesoselk.commons.elastic;

import java.util.Optional;

/**
 * What the Elasticsearch executor knows of its node: travels as JSON in {@code TaskStatus.data}.
 *
 * @param nodeId Elasticsearch's node id, once the node has one
 * @param clusterUuid UUID of the cluster it has joined, once it has
 * @param httpAddress host:port of its HTTP API
 * @param transportAddress host:port of its transport
 * @param version Elasticsearch's version, e.g. 8.19.20
 * @param data what its data directory holds; with a terminal update no process of the node is left to change that
 */
public record NodeReport(
        Optional<String> nodeId,
        Optional<String> clusterUuid,
        String httpAddress,
        String transportAddress,
        Optional<String> version,
        HasData data) {

    /** Of a node that has joined: it has what the master has sent it. */
    public NodeReport(
            Optional<String> nodeId,
            Optional<String> clusterUuid,
            String httpAddress,
            String transportAddress,
            Optional<String> version) {
        this(nodeId, clusterUuid, httpAddress, transportAddress, version, HasData.YES);
    }
}

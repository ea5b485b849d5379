package org.mesoselk.executor.elasticsearch.lifecycle;

import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

/** What the scheduler is told of the node, beside the state of its task. */
final class Reports {

    private Reports() {}

    static NodeReport joined(ElasticsearchTask node, NodeLook.Joined joined) {
        return new NodeReport(
                Optional.of(joined.nodeId()),
                Optional.of(joined.clusterUuid()),
                httpAddress(node),
                address(node, node.transportPort()),
                Optional.of(joined.version()));
    }

    /** @param data what the node has left */
    static NodeReport ended(ElasticsearchTask node, HasData data) {
        return new NodeReport(
                Optional.empty(),
                Optional.empty(),
                httpAddress(node),
                address(node, node.transportPort()),
                Optional.empty(),
                data);
    }

    static String httpAddress(ElasticsearchTask node) {
        return address(node, node.httpPort());
    }

    private static String address(ElasticsearchTask node, int port) {
        String host = node.networkHost();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

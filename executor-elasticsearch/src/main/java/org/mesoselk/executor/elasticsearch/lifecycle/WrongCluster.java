package org.mesoselk.executor.elasticsearch.lifecycle;

import java.util.Optional;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

/** A node of another cluster than the recorded one must not go on: it would hold or take documents that are not ours. */
final class WrongCluster {

    private WrongCluster() {}

    static Optional<Step> check(Assignment assignment, NodeLook look) {
        Optional<String> told = assignment.node().clusterUuid();
        Optional<String> found = uuid(look);
        if (told.isEmpty() || found.isEmpty() || told.equals(found)) {
            return Optional.empty();
        }
        String data = assignment.node().dataDir().map(dir -> " in " + dir).orElse("");
        return Optional.of(Lifecycle.stop(
                assignment,
                Ending.failed("The node belongs to the cluster " + found.get() + " and was told to join " + told.get()
                        + ": its data" + data
                        + " or its seed addresses are those of another cluster; give it the right ones."),
                Lifecycle.OWN_GRACE));
    }

    private static Optional<String> uuid(NodeLook look) {
        if (look instanceof NodeLook.Joined joined) {
            return Optional.of(joined.clusterUuid());
        }
        return look instanceof NodeLook.Masterless masterless ? masterless.clusterUuid() : Optional.empty();
    }
}

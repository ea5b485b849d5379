package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.model.NodeSetSpec;

/** {@code es-<nodeSet>-<ordinal>}: names of this form in Elasticsearch's settings are ours to set and to clear. */
final class MemberNames {

    private MemberNames() {}

    static String of(NodeSetSpec nodeSet, int ordinal) {
        return prefix(nodeSet) + ordinal;
    }

    static boolean isOurs(NodeSetSpec nodeSet, String nodeName) {
        return nodeName.startsWith(prefix(nodeSet))
                && nodeName.substring(prefix(nodeSet).length()).matches("[0-9]+");
    }

    private static String prefix(NodeSetSpec nodeSet) {
        return "es-" + nodeSet.name() + "-";
    }
}

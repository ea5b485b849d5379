package org.mesoselk.scheduler.core.model;

import java.util.List;
import java.util.Map;

/**
 * A group of Elasticsearch nodes with the same roles, resources, settings and placement.
 *
 * @param name part of each member's name: {@code es-<name>-<ordinal>}
 * @param count wanted members, 1 to 49
 * @param masterEligible so many of the lowest ordinals are master-eligible, the rest carry data only
 * @param node what a node takes
 * @param heapMb Elasticsearch's heap in MiB, part of {@code node.memoryMb}
 * @param constraints all must hold for an agent
 * @param maxPerAgent at most so many members on one agent; 0 means no limit (they are spread all the same)
 * @param settings the operator's elasticsearch.yml settings
 */
public record NodeSetSpec(
        String name,
        int count,
        int masterEligible,
        Resources node,
        int heapMb,
        List<Constraint> constraints,
        int maxPerAgent,
        Map<String, String> settings) {

    public NodeSetSpec withCount(int newCount) {
        return new NodeSetSpec(name, newCount, masterEligible, node, heapMb, constraints, maxPerAgent, settings);
    }
}

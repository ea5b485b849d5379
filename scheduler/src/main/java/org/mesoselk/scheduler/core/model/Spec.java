package org.mesoselk.scheduler.core.model;

/**
 * What the operator wants. Stored with a generation that grows by one with each change (compare-and-set).
 *
 * @param generation 1 for the first
 * @param clusterName Elasticsearch's cluster.name
 * @param nodeSet the one node set (more may follow)
 * @param replication whether new indices get {@code index.auto_expand_replicas: 0-all} or a fixed number of replicas
 */
public record Spec(long generation, String clusterName, NodeSetSpec nodeSet, Replication replication) {

    /** @param fixedReplicas -1 means 0-all (a copy on each data node) */
    public record Replication(int fixedReplicas) {
        public static final Replication ALL = new Replication(-1);

        public boolean all() {
            return fixedReplicas < 0;
        }
    }

    public Spec withCount(int count) {
        return new Spec(generation + 1, clusterName, nodeSet.withCount(count), replication);
    }
}

package org.mesoselk.scheduler.core.model;

/**
 * The Elasticsearch cluster that the operator wants.
 *
 * @param generation 1 for the first
 * @param clusterName Elasticsearch's cluster.name
 * @param nodeSet the one node set (more may follow)
 * @param replication whether new indices get {@code index.auto_expand_replicas: 0-all} or a fixed number of replicas
 */
public record ElasticsearchSpec(long generation, String clusterName, NodeSetSpec nodeSet, Replication replication)
        implements Spec {

    /** Of records of an Elasticsearch framework. */
    public static ElasticsearchSpec of(Records records) {
        return (ElasticsearchSpec) records.spec();
    }

    /** @param fixedReplicas -1 means 0-all (a copy on each data node) */
    public record Replication(int fixedReplicas) {
        public static final Replication ALL = new Replication(-1);

        public boolean all() {
            return fixedReplicas < 0;
        }
    }

    @Override
    public String words() {
        return nodeSet.count() + " members wanted";
    }

    public ElasticsearchSpec withCount(int count) {
        return new ElasticsearchSpec(generation + 1, clusterName, nodeSet.withCount(count), replication);
    }
}

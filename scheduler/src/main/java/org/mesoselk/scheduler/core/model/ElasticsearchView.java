package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Elasticsearch said of itself when it was last asked. An error, a time-out or an unparsable answer is {@link Unknown}. */
public sealed interface ElasticsearchView {

    Instant at();

    /** Not known, with the cause as a sentence. Never means "empty". */
    record Unknown(Instant at, String cause) implements ElasticsearchView {}

    /**
     * One look, asked in the order settings, health, cluster state (from the elected master), so that the shards are never
     * older than the excludes. Addresses and disks of nodes may be of an earlier one.
     *
     * @param at when the look was begun
     * @param clusterUuid as the elected master says
     * @param masterNode name of the elected master
     * @param allocationExcludes names in cluster.routing.allocation.exclude._name
     * @param votingExclusions node names in the voting configuration exclusions
     * @param votingConfiguration node ids in the last committed and last accepted voting configurations
     * @param template our index template as it stands; empty when it is missing
     * @param searches ids of the searches that are under way, asked after the shards, and only while there are excludes;
     *     empty when it cannot be told
     */
    record Known(
            Instant at,
            String clusterUuid,
            Health health,
            String masterNode,
            List<Node> nodes,
            List<Index> indices,
            List<ShardCopy> copies,
            Set<String> allocationExcludes,
            Set<String> votingExclusions,
            Set<String> votingConfiguration,
            int initializingShards,
            int relocatingShards,
            int inFlightFetch,
            Optional<ElasticsearchSpec.Replication> template,
            Optional<Set<String>> searches)
            implements ElasticsearchView {

        /** While nobody searches. */
        public Known(
                Instant at,
                String clusterUuid,
                Health health,
                String masterNode,
                List<Node> nodes,
                List<Index> indices,
                List<ShardCopy> copies,
                Set<String> allocationExcludes,
                Set<String> votingExclusions,
                Set<String> votingConfiguration,
                int initializingShards,
                int relocatingShards,
                int inFlightFetch,
                Optional<ElasticsearchSpec.Replication> template) {
            this(
                    at,
                    clusterUuid,
                    health,
                    masterNode,
                    nodes,
                    indices,
                    copies,
                    allocationExcludes,
                    votingExclusions,
                    votingConfiguration,
                    initializingShards,
                    relocatingShards,
                    inFlightFetch,
                    template,
                    Optional.of(Set.of()));
        }

        public Optional<Node> node(String name) {
            return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
        }
    }

    enum Health {
        GREEN,
        YELLOW,
        RED
    }

    /** @param shardBytes bytes of shards on it, -1 when unknown; {@code diskFreeBytes} and {@code diskTotalBytes} likewise */
    record Node(
            String id,
            String name,
            String httpAddress,
            boolean masterEligible,
            boolean data,
            long shardBytes,
            long diskFreeBytes,
            long diskTotalBytes) {}

    /**
     * @param replicas number_of_replicas as it stands now
     * @param autoExpandAll index.auto_expand_replicas ends in "all"
     * @param leastReplicas so few Elasticsearch itself may make of {@code replicas} when nodes leave or are excluded
     */
    record Index(String name, int replicas, boolean autoExpandAll, int leastReplicas) {

        /** One that expands does so from 0. */
        public Index(String name, int replicas, boolean autoExpandAll) {
            this(name, replicas, autoExpandAll, autoExpandAll ? 0 : replicas);
        }
    }

    /**
     * One row of the routing table.
     *
     * @param node name of the node that holds it; empty for an unassigned copy
     * @param relocatingTo name of the node that it is moving to; empty otherwise. The target has a row of its own (INITIALIZING)
     * @param inSync its allocation id is among the shard's in-sync allocation ids
     */
    record ShardCopy(
            String index,
            int shard,
            boolean primary,
            State state,
            Optional<String> node,
            Optional<String> relocatingTo,
            boolean inSync) {
        public enum State {
            UNASSIGNED,
            INITIALIZING,
            STARTED,
            RELOCATING
        }
    }
}

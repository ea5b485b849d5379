package org.mesoselk.simulator.elasticsearch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.simulator.elasticsearch.Shard.Copy;

/** What the REST API shows of the cluster. */
public final class Looks {
    private static final Instant UNDATED = Instant.EPOCH;

    private final Cluster cluster;

    /** A look that is still shown by a master that nobody follows any more. */
    record Frozen(Seen seen, long until) {}

    /**
     * A look with what was true at that moment.
     *
     * @param holders by shard: members on whose disks every acknowledged document lay
     * @param shrinking by shard: those that Elasticsearch was about to take copies of away
     * @param takenAt true time in virtual milliseconds
     */
    public record Seen(
            ElasticsearchView view, Map<String, Set<String>> holders, Map<String, Shrinking> shrinking, long takenAt) {

        /** @param at the time by the clock of whoever looked */
        public ElasticsearchView at(Instant at) {
            if (view instanceof Known known) {
                return new Known(
                        at,
                        known.clusterUuid(),
                        known.health(),
                        known.masterNode(),
                        known.nodes(),
                        known.indices(),
                        known.copies(),
                        known.allocationExcludes(),
                        known.votingExclusions(),
                        known.votingConfiguration(),
                        known.initializingShards(),
                        known.relocatingShards(),
                        known.inFlightFetch(),
                        known.template(),
                        known.searches());
            }
            return new ElasticsearchView.Unknown(at, ((ElasticsearchView.Unknown) view).cause());
        }
    }

    /**
     * @param primary on this member; any copies but this one may go
     * @param copies so many
     */
    public record Shrinking(String primary, int copies) {}

    Looks(Cluster cluster) {
        this.cluster = cluster;
    }

    public static Seen unknown(String cause) {
        return new Seen(new ElasticsearchView.Unknown(UNDATED, cause), Map.of(), Map.of(), 0);
    }

    /** What the node at this address answers. */
    public Seen through(String address) {
        Node asked = cluster.nodes.stream()
                .filter(node -> node.httpAddress.equals(address) && !node.dead && cluster.world.now() >= node.upAt)
                .findFirst()
                .orElse(null);
        if (asked == null || cluster.isSilent()) {
            return unknown("no answer from " + address);
        }
        Optional<Frozen> isolated = cluster.membership().isolated(asked);
        if (isolated.isPresent() && cluster.world.now() < isolated.get().until()) {
            return isolated.get().seen();
        }
        if (cluster.membership().master().isEmpty() || !asked.joined || asked.cut) {
            return unknown("503 no master, says " + address);
        }
        return now();
    }

    /** What the elected master says. */
    Seen now() {
        return seen(Optional.of(cluster.searches().ids()));
    }

    /** What a master that is cut off goes on to say; the other nodes do not tell it who searches. */
    Seen cutOff() {
        return seen(Optional.empty());
    }

    private Seen seen(Optional<Set<String>> searches) {
        List<Node> joined = cluster.joined();
        Node master = cluster.membership().master().orElseThrow();
        List<ShardCopy> rows = new ArrayList<>();
        Health health = Health.GREEN;
        int initializing = 0;
        int relocating = 0;
        int searching = 0;
        for (Shard shard : cluster.shards) {
            int replicas = cluster.replicas(shard.index);
            health = worse(health, health(shard, replicas));
            searching += shard.searching ? 1 : 0;
            for (Copy copy : shard.copies) {
                initializing += copy.active() ? 0 : 1;
                relocating += copy.state == Shard.State.RELOCATING ? 1 : 0;
            }
            rows(shard, replicas, rows);
        }
        return new Seen(
                new Known(
                        UNDATED,
                        cluster.uuid,
                        health,
                        master.name,
                        joined.stream().map(Looks::node).toList(),
                        cluster.replication.entrySet().stream()
                                .map(entry -> new Index(
                                        entry.getKey(), cluster.replicas(entry.getKey()), entry.getValue() < 0))
                                .toList(),
                        rows,
                        Set.copyOf(cluster.excludes),
                        Set.copyOf(cluster.votingExclusions),
                        Set.copyOf(cluster.voting),
                        initializing,
                        relocating,
                        searching,
                        cluster.template,
                        searches),
                holders(),
                shrinking(),
                cluster.world.now());
    }

    private Map<String, Set<String>> holders() {
        Map<String, Set<String>> holders = new TreeMap<>();
        cluster.shards.forEach(
                shard -> holders.put(shard.key(), cluster.holdings().holders(shard)));
        return holders;
    }

    private Map<String, Shrinking> shrinking() {
        Map<String, Shrinking> shrinking = new TreeMap<>();
        for (Shard shard : cluster.shards) {
            int tooMany = shard.assigned() - 1 - cluster.replicasSoon(shard.index);
            if (tooMany > 0) {
                String primary = shard.primary().map(copy -> copy.node.name).orElse("");
                shrinking.put(shard.key(), new Shrinking(primary, tooMany));
            }
        }
        return shrinking;
    }

    private static ElasticsearchView.Node node(Node node) {
        return new ElasticsearchView.Node(
                node.nodeId(), node.name, node.httpAddress, node.masterEligible, true, 10, 100_000, 200_000);
    }

    static Health health(Shard shard, int replicas) {
        if (shard.primary().isEmpty()) {
            return Health.RED;
        }
        int active = 0;
        for (Copy copy : shard.copies) {
            active += copy.active() ? 1 : 0;
        }
        return active < 1 + replicas ? Health.YELLOW : Health.GREEN;
    }

    private static Health worse(Health one, Health other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void rows(Shard shard, int replicas, List<ShardCopy> rows) {
        boolean hasPrimary = false;
        for (Copy copy : shard.copies) {
            hasPrimary |= copy.primary;
            rows.add(new ShardCopy(
                    shard.index,
                    shard.number,
                    copy.primary,
                    ShardCopy.State.valueOf(copy.state.name()),
                    Optional.of(copy.node.name),
                    copy.state == Shard.State.RELOCATING ? Optional.of(copy.peer.node.name) : Optional.empty(),
                    shard.inSync.contains(copy.allocation)));
        }
        for (int missing = shard.assigned(); missing < 1 + replicas; missing++) {
            rows.add(new ShardCopy(
                    shard.index,
                    shard.number,
                    !hasPrimary,
                    ShardCopy.State.UNASSIGNED,
                    Optional.empty(),
                    Optional.empty(),
                    false));
            hasPrimary = true;
        }
    }
}

package org.mesoselk.scheduler.core.safety;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;

/** All copies of one shard. */
record Shard(String index, int number, List<ShardCopy> copies) {

    static Collection<Shard> of(Known look) {
        TreeMap<String, Shard> shards = new TreeMap<>();
        for (ShardCopy copy : look.copies()) {
            shards.merge(
                    copy.index() + "/" + copy.shard(),
                    new Shard(copy.index(), copy.shard(), List.of(copy)),
                    Shard::plus);
        }
        return shards.values();
    }

    private Shard plus(Shard other) {
        return new Shard(
                index,
                number,
                Stream.concat(copies.stream(), other.copies.stream()).toList());
    }

    String label() {
        return index + "[" + number + "]";
    }

    /** Copies that hold everything acknowledged and serve it, on other nodes than these. */
    long safeCopiesOutside(Set<String> nodeNames) {
        return copies.stream()
                .filter(Shard::isActive)
                .filter(ShardCopy::inSync)
                .filter(copy ->
                        copy.node().filter(node -> !nodeNames.contains(node)).isPresent())
                .count();
    }

    boolean hasActivePrimary() {
        return copies.stream().anyMatch(copy -> copy.primary() && isActive(copy));
    }

    boolean isOn(Set<String> nodeNames) {
        return copies.stream().anyMatch(copy -> touches(copy, nodeNames));
    }

    /** How many copies nodes other than these and not excluded are to hold: each takes at most one. */
    long copiesWantedOutside(Known look, Set<String> nodeNames) {
        long dataNodes = look.nodes().stream()
                .filter(Node::data)
                .filter(node -> !nodeNames.contains(node.name()))
                .filter(node -> !look.allocationExcludes().contains(node.name()))
                .count();
        return Math.min(dataNodes, replicas(look) + 1L);
    }

    boolean allCopiesFitOutside(Known look, Set<String> nodeNames) {
        return replicas(look) + 1L == copiesWantedOutside(look, nodeNames);
    }

    /**
     * Elasticsearch has yet to take copies away, as auto_expand_replicas tells it to, and it may take those that stay:
     * it answers a new exclude first and counts the copies anew a moment later.
     */
    boolean isToLoseCopies(Known look) {
        return inIndex(look)
                .filter(known -> known.leastReplicas() < known.replicas())
                .isPresent();
    }

    private int replicas(Known look) {
        return inIndex(look).map(Index::replicas).orElse(0);
    }

    private Optional<Index> inIndex(Known look) {
        return look.indices().stream()
                .filter(known -> known.name().equals(index))
                .findFirst();
    }

    static boolean isActive(ShardCopy copy) {
        return copy.state() == State.STARTED || copy.state() == State.RELOCATING;
    }

    static boolean touches(ShardCopy copy, Set<String> nodeNames) {
        return copy.node().filter(nodeNames::contains).isPresent()
                || copy.relocatingTo().filter(nodeNames::contains).isPresent();
    }
}

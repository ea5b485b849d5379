package org.mesoselk.scheduler.core.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;

/** Would anything be missed if some nodes, and the disks below them, never came back? */
public final class SafeWithout {

    private SafeWithout() {}

    /**
     * Why acknowledged documents might be missed: a sentence each, none when it is safe.
     *
     * @param nodeNames no copy on a node of such a name counts
     */
    public static List<String> objections(Known look, Set<String> nodeNames) {
        List<String> objections = new ArrayList<>();
        if (look.masterNode().isBlank()) {
            objections.add("no master is elected");
        }
        if (isRed(look)) {
            objections.add("the cluster is red: a shard has no active primary");
        }
        if (look.inFlightFetch() > 0) {
            objections.add("Elasticsearch is looking for copies of " + look.inFlightFetch() + " shards on disks");
        }
        missing(look, nodeNames).ifPresent(objections::add);
        return objections;
    }

    /** A primary is missing. Health is asked before the shards: either may be the first to say so. */
    public static boolean isRed(Known look) {
        return look.health() == Health.RED || Shard.of(look).stream().anyMatch(shard -> !shard.hasActivePrimary());
    }

    private static Optional<String> missing(Known look, Set<String> nodeNames) {
        List<String> labels = Shard.of(look).stream()
                .filter(shard -> shard.safeCopiesOutside(nodeNames) == 0)
                .map(Shard::label)
                .toList();
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "shard " + labels.get(0) + (labels.size() == 1 ? "" : " and " + (labels.size() - 1) + " more")
                                + " has no in-sync active copy on another node than "
                                + String.join(", ", nodeNames.stream().sorted().toList()));
    }

    /** @param nodeIds of the nodes that would go; empty when a majority of those who vote would still be there */
    public static Optional<String> quorumObjection(Known look, Set<String> nodeIds) {
        long voters = look.votingConfiguration().size();
        long present = look.nodes().stream()
                .map(Node::id)
                .filter(look.votingConfiguration()::contains)
                .filter(id -> !nodeIds.contains(id))
                .count();
        boolean concerned = nodeIds.stream().anyMatch(look.votingConfiguration()::contains);
        return concerned && 2 * present <= voters
                ? Optional.of("only " + present + " of the " + voters
                        + " nodes that elect the master would be there without it")
                : Optional.empty();
    }
}

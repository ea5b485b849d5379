package org.mesoselk.scheduler.core.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Wait;

/** What another number of members means for indices and disks. */
final class ScaleNotes {

    private static final int MANY_COPIES = 10;

    /** Elasticsearch's flood stage: above 95 % of a disk it even stops writes. */
    private static final double USABLE = 0.95;

    private ScaleNotes() {}

    static List<String> onCost(Records records, int count) {
        return ElasticsearchSpec.of(records).replication().all() && count > MANY_COPIES
                ? List.of("with auto_expand_replicas 0-all each document is stored and written " + count
                        + " times, once on each member; a fixed number of replicas costs less")
                : List.of();
    }

    static List<String> onLeaving(Records records, Memory memory, int count) {
        List<String> notes = new ArrayList<>();
        memory.knownElasticsearch().ifPresent(look -> {
            names(look, index -> !index.autoExpandAll() && index.replicas() == 0)
                    .ifPresent(names -> notes.add("without replicas, moved before their node stops: " + names));
            names(look, index -> !index.autoExpandAll() && index.replicas() + 1 > count)
                    .ifPresent(names -> notes.add("yellow afterwards, as they want more copies than " + count
                            + " members can hold: " + names));
            if (bytesToMove(records, look, count).isEmpty()) {
                notes.add("whether the members that stay have enough disk cannot be told beforehand");
            }
        });
        return notes;
    }

    private static Optional<String> names(Known look, Predicate<Index> of) {
        return Optional.of(look.indices().stream()
                        .filter(of)
                        .map(Index::name)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .filter(names -> !names.isEmpty());
    }

    /** Only said when it is certain. */
    static Optional<Wait> lacksDisk(Records records, Memory memory, int count) {
        return memory.knownElasticsearch()
                .flatMap(look -> bytesToMove(records, look, count)
                        .filter(bytes -> bytes > free(records, look, count))
                        .map(bytes -> new Wait(
                                "not-enough-disk",
                                "elasticsearch",
                                bytes + " bytes of shards are to move, the members that stay have "
                                        + free(records, look, count) + " bytes free: add disk or delete indices")));
    }

    /** Empty when it is not known, as some copies on the leaving nodes are dropped instead of moved. */
    private static Optional<Long> bytesToMove(Records records, Known look, int count) {
        Set<String> leaving = ScaleDownVetoes.leaving(records, count).stream()
                .map(Member::name)
                .collect(Collectors.toSet());
        List<ShardCopy> copies = look.copies().stream()
                .filter(copy -> copy.node().filter(leaving::contains).isPresent())
                .toList();
        if (copies.stream().noneMatch(copy -> isFixed(look, copy))) {
            return Optional.of(0L);
        }
        boolean allMove = copies.stream().allMatch(copy -> isFixed(look, copy) && fits(look, copy, count));
        List<Node> nodes = look.nodes().stream()
                .filter(node -> leaving.contains(node.name()))
                .toList();
        boolean known = look.nodes().stream()
                .allMatch(node -> node.shardBytes() >= 0 && node.diskFreeBytes() >= 0 && node.diskTotalBytes() >= 0);
        return allMove && known
                ? Optional.of(nodes.stream().mapToLong(Node::shardBytes).sum())
                : Optional.empty();
    }

    private static boolean isFixed(Known look, ShardCopy copy) {
        return index(look, copy).filter(index -> !index.autoExpandAll()).isPresent();
    }

    private static boolean fits(Known look, ShardCopy copy, int count) {
        return index(look, copy).filter(index -> index.replicas() + 1 <= count).isPresent();
    }

    private static Optional<Index> index(Known look, ShardCopy copy) {
        return look.indices().stream()
                .filter(index -> index.name().equals(copy.index()))
                .findFirst();
    }

    private static long free(Records records, Known look, int count) {
        return look.nodes().stream()
                .filter(node -> Optional.ofNullable(records.members().get(node.name()))
                        .filter(member -> member.ordinal() < count)
                        .isPresent())
                .mapToLong(node -> Math.max(0, node.diskFreeBytes() - (long) (node.diskTotalBytes() * (1 - USABLE))))
                .sum();
    }
}

package org.mesoselk.scheduler.elasticsearch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;

/** The routing table with what the metadata says of the same indices: both whole, or unreadable. */
final class ReadShards {

    private ReadShards() {}

    record Shards(List<Index> indices, List<ShardCopy> copies) {}

    /** @param names node names by node id */
    static Shards of(Strict state, Map<String, String> names) {
        Strict routing = state.object("routing_table").object("indices");
        Strict metadata = state.object("metadata");
        List<Index> indices = new ArrayList<>();
        List<ShardCopy> copies = new ArrayList<>();
        Set<String> routed = new HashSet<>(routing.names());
        // The filter of the request leaves empty objects out: without any index there is no "indices" at all.
        Set<String> known = metadata.has("indices")
                ? new HashSet<>(metadata.object("indices").names())
                : Set.of();
        if (!routed.equals(known)) {
            throw new Strict.Unreadable(
                    "the routing table speaks of the indices " + routed + ", the metadata of " + known);
        }
        for (String name : routing.names()) {
            Strict index = metadata.object("indices").object(name);
            indices.add(index(name, index));
            copies(name, routing.object(name).object("shards"), index.object("in_sync_allocations"), names, copies);
        }
        return new Shards(List.copyOf(indices), List.copyOf(copies));
    }

    private static Index index(String name, Strict index) {
        Strict settings = index.object("settings").object("index");
        int replicas = settings.integer("number_of_replicas");
        // "false", or a range such as "0-1" or "0-all".
        String expand = settings.has("auto_expand_replicas") ? settings.text("auto_expand_replicas") : "";
        boolean expands = expand.matches("\\d{1,4}-.+");
        int least = expands ? Math.min(replicas, Integer.parseInt(expand.replaceAll("-.*", ""))) : replicas;
        return new Index(name, replicas, expand.endsWith("-all"), least);
    }

    private static void copies(
            String index, Strict shards, Strict inSync, Map<String, String> names, List<ShardCopy> copies) {
        if (!new HashSet<>(shards.names()).equals(new HashSet<>(inSync.names()))) {
            throw new Strict.Unreadable("the shards of " + index + " and their in-sync allocations differ");
        }
        for (String shard : shards.names()) {
            Set<String> allocations = new HashSet<>();
            inSync.array(shard).forEach(id -> allocations.add(id.text()));
            List<ShardCopy> rows = new ArrayList<>();
            for (Strict row : shards.array(shard)) {
                rows.add(copy(index, row, allocations, names));
            }
            if (rows.stream().filter(ShardCopy::primary).count() != 1) {
                throw new Strict.Unreadable(
                        "shard " + shard + " of " + index + " does not have exactly one primary row");
            }
            copies.addAll(rows);
            relocationTargets(rows).forEach(copies::add);
        }
    }

    private static ShardCopy copy(String index, Strict row, Set<String> inSync, Map<String, String> names) {
        ShardCopy.State state = state(row);
        boolean assigned = state != ShardCopy.State.UNASSIGNED;
        return new ShardCopy(
                index,
                row.integer("shard"),
                row.bool("primary"),
                state,
                assigned ? Optional.of(node(row, "node", names)) : Optional.empty(),
                state == ShardCopy.State.RELOCATING
                        ? Optional.of(node(row, "relocating_node", names))
                        : Optional.empty(),
                assigned && inSync.contains(row.object("allocation_id").text("id")));
    }

    /** The routing table of 8.x has no row for the target of a relocation. */
    private static List<ShardCopy> relocationTargets(List<ShardCopy> rows) {
        return rows.stream()
                .filter(row -> row.relocatingTo().isPresent())
                .filter(row -> rows.stream().noneMatch(other -> other.node().equals(row.relocatingTo())))
                .map(row -> new ShardCopy(
                        row.index(),
                        row.shard(),
                        row.primary(),
                        ShardCopy.State.INITIALIZING,
                        row.relocatingTo(),
                        Optional.empty(),
                        false))
                .toList();
    }

    private static ShardCopy.State state(Strict row) {
        try {
            return ShardCopy.State.valueOf(row.text("state"));
        } catch (IllegalArgumentException e) {
            throw row.child("state").wrong("a state of a shard");
        }
    }

    private static String node(Strict row, String field, Map<String, String> names) {
        String name = names.get(row.text(field));
        if (name == null) {
            throw row.child(field).wrong("the id of a node of the cluster");
        }
        return name;
    }
}

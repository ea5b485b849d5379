package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.simulator.elasticsearch.Shard.Copy;

/** Where the acknowledged documents are, as only a simulator can know. */
public final class Holdings {
    private final Cluster cluster;

    Holdings(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Members on whose disks every acknowledged document of the shard lies. */
    Set<String> holders(Shard shard) {
        Set<String> members = new TreeSet<>();
        for (Disk disk : holdingDisks(shard)) {
            members.add(disk.member);
        }
        return members;
    }

    private List<Disk> holdingDisks(Shard shard) {
        List<Disk> disks = new ArrayList<>();
        for (Disk disk : cluster.disks.values()) {
            Disk.Held held = disk.held.get(shard.key());
            // A copy that is not in sync is never promoted, however much it holds.
            if (!disk.destroyed
                    && held != null
                    && shard.inSync.contains(held.allocation())
                    && held.documents() >= shard.acknowledged) {
                disks.add(disk);
            }
        }
        return disks;
    }

    /** Shards of which no disk but these hold every acknowledged document; those that the faults took are left out. */
    public List<String> lostWithout(java.util.function.Predicate<Disk> given) {
        List<String> lost = new ArrayList<>();
        for (Shard shard : cluster.shards) {
            if (shard.acknowledged > 0
                    && !shard.excused
                    && holdingDisks(shard).stream().allMatch(given)) {
                lost.add(shard.key());
            }
        }
        return lost;
    }

    /** Members on whose disks every acknowledged document of the shard lies. */
    public Set<String> holders(String key) {
        return cluster.shards.stream()
                .filter(shard -> shard.key().equals(key))
                .findFirst()
                .map(this::holders)
                .orElse(Set.of());
    }

    /** These are no longer asked for: a fault has taken them. */
    public void excuse(List<String> shards) {
        cluster.shards.stream().filter(shard -> shards.contains(shard.key())).forEach(shard -> shard.excused = true);
    }

    /** Whether enough of those who elect the master still have their disks. */
    public boolean canElect() {
        Set<String> intact = new TreeSet<>();
        for (Disk disk : cluster.disks.values()) {
            if (!disk.destroyed) {
                intact.add(disk.nodeId);
            }
        }
        return !cluster.isFormed() || Votes.isQuorum(cluster.voting, intact);
    }

    /** Whether a shard has no in-sync copy on any disk: it stays red until an operator restores or deletes it. */
    public boolean isAnyGone() {
        return cluster.shards.stream()
                .anyMatch(shard -> !shard.inSync.isEmpty()
                        && cluster.disks.values().stream()
                                .noneMatch(disk -> !disk.destroyed
                                        && disk.held.containsKey(shard.key())
                                        && shard.inSync.contains(
                                                disk.held.get(shard.key()).allocation())));
    }

    /** Why not everything is there; empty when each shard has all its copies, and each copy all documents. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Shard shard : cluster.shards) {
            if (shard.excused) {
                continue;
            }
            int replicas =
                    Math.min(cluster.replicas(shard.index), cluster.joined().size() - 1);
            long good = shard.copies.stream()
                    .filter(Copy::active)
                    .filter(copy -> copy.node.disk.documents(shard.key()) >= shard.acknowledged)
                    .count();
            if (shard.primary().isEmpty() || good < 1 + replicas) {
                missing.add(shard.key() + " " + good + " of " + (1 + replicas) + " copies with all "
                        + shard.acknowledged + " documents, in sync " + shard.inSync + ", on disks of "
                        + holders(shard));
            }
        }
        return missing;
    }

    public boolean isOneWithoutPrimary() {
        return cluster.shards.stream().anyMatch(shard -> shard.primary().isEmpty());
    }

    public long acknowledged() {
        return cluster.shards.stream().mapToLong(shard -> shard.acknowledged).sum();
    }

    public Set<String> joinedNames() {
        Set<String> names = new TreeSet<>();
        cluster.joined().forEach(node -> names.add(node.name));
        return names;
    }

    public String tell() {
        return "elasticsearch: nodes " + cluster.nodes + ", master "
                + cluster.membership().master() + ", votes "
                + cluster.voting + ", voting exclusions " + cluster.votingExclusions + ", excludes "
                + cluster.excludes + ", shards "
                + cluster.shards.stream()
                        .map(shard -> shard.key() + " on " + holders(shard) + (shard.excused ? " (excused)" : ""))
                        .toList();
    }
}

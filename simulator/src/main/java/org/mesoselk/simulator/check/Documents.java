package org.mesoselk.simulator.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.simulator.check.Stored.Row;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.elasticsearch.Disk;

/** Which disks the framework still counts on: those of its members, where it knows their data to be. */
final class Documents {
    private final Stored stored;
    private final Cluster cluster;

    Documents(Stored stored, Cluster cluster) {
        this.stored = stored;
        this.cluster = cluster;
    }

    /**
     * Shards of which every full copy is on disks that the framework has given up, one of them this member's: what others
     * were given up with is theirs to answer for.
     */
    List<String> givenUpWith(String member) {
        return cluster.holdings().lostWithout(this::isGivenUp).stream()
                .filter(shard -> mayBeOf(member, cluster.holdings().holders(shard)))
                .toList();
    }

    private static boolean mayBeOf(String member, Set<String> holders) {
        return holders.isEmpty() || holders.contains(member);
    }

    /** What is only on disks that the framework has given up is not asked for any more. */
    void excuse() {
        cluster.holdings().excuse(cluster.holdings().lostWithout(this::isGivenUp));
    }

    void excuse(List<String> shards) {
        cluster.holdings().excuse(shards);
    }

    /** Some shard has no primary. */
    boolean isOneMissing() {
        return cluster.holdings().isOneWithoutPrimary();
    }

    private boolean isGivenUp(Disk disk) {
        Optional<Row> member = stored.member(disk.member());
        if (member.isEmpty()) {
            return true;
        }
        Row row = member.get();
        if (row.isLeaving() && (row.state().equals("STOPPING") || row.state().equals("STOPPED"))) {
            return true;
        }
        boolean isHome = row.home().equals(disk.host());
        boolean isAtTask = row.taskHost().equals(disk.host());
        return !isHome && !isAtTask && !row.home().isEmpty();
    }
}

package org.mesoselk.simulator.check;

import java.util.List;
import java.util.Optional;
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

    /** Shards of which every full copy is on disks that the framework has given up. */
    List<String> givenUp() {
        return cluster.holdings().lostWithout(this::isGivenUp);
    }

    /** The same are not asked for any more. */
    List<String> excuse() {
        return cluster.holdings().excuse(this::isGivenUp);
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

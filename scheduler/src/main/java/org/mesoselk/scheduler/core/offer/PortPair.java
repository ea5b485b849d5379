package org.mesoselk.scheduler.core.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.model.Offer.PortRange;

/** The two ports of a node. */
public record PortPair(int http, int transport) {

    /**
     * Begins the search at another port for each task, so that a port which something outside Mesos holds is not met
     * twice in a row.
     */
    static Optional<PortPair> choose(List<PortRange> offered, Set<Integer> used, long taskNumber) {
        long count = count(offered);
        List<Integer> found = new ArrayList<>();
        for (long step = 0; step < count && found.size() < 2; step++) {
            int port = at(offered, Math.floorMod(2 * taskNumber + step, count));
            if (!used.contains(port) && !found.contains(port)) {
                found.add(port);
            }
        }
        return found.size() < 2 ? Optional.empty() : Optional.of(new PortPair(found.get(0), found.get(1)));
    }

    static long count(List<PortRange> ranges) {
        return ranges.stream()
                .mapToLong(range -> Math.max(0, range.end() - range.begin() + 1))
                .sum();
    }

    private static int at(List<PortRange> ranges, long index) {
        long left = index;
        for (PortRange range : ranges) {
            int size = Math.max(0, range.end() - range.begin() + 1);
            if (left < size) {
                return range.begin() + (int) left;
            }
            left -= size;
        }
        throw new IllegalArgumentException("no port number " + index + " in " + ranges);
    }
}

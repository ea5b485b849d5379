package org.mesoselk.scheduler.core.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.model.Offer.PortRange;
import org.mesoselk.scheduler.core.model.PortChoice;

/** The ports that a task listens on, out of what is offered. */
final class ChoosePorts {

    private ChoosePorts() {}

    /**
     * Begins the search at another port for each task, so that a port which something outside Mesos holds is not met
     * twice in a row.
     *
     * @param wanted 0 is any that an ordinary user may listen on
     * @param used what others listen on at the same address
     * @return in the order of {@code wanted}; empty when one cannot be had
     */
    static Optional<List<Integer>> choose(
            List<Integer> wanted, List<PortRange> offered, Set<Integer> used, long taskNumber) {
        List<PortRange> open = unprivileged(offered);
        long count = count(open);
        List<Integer> chosen = new ArrayList<>();
        long step = 0;
        for (int port : wanted) {
            if (port != 0) {
                if (!isOffered(offered, port) || used.contains(port)) {
                    return Optional.empty();
                }
                chosen.add(port);
                continue;
            }
            int found = 0;
            for (; step < count && found == 0; step++) {
                int next = at(open, Math.floorMod(wanted.size() * taskNumber + step, count));
                found = used.contains(next) || wanted.contains(next) || chosen.contains(next) ? 0 : next;
            }
            if (found == 0) {
                return Optional.empty();
            }
            chosen.add(found);
        }
        return Optional.of(chosen);
    }

    static boolean isOffered(List<PortRange> offered, int port) {
        return offered.stream().anyMatch(range -> range.begin() <= port && port <= range.end());
    }

    /** Of those that are offered; nothing that is placed here runs as root. */
    static List<PortRange> unprivileged(List<PortRange> offered) {
        return offered.stream()
                .map(range -> new PortRange(Math.max(range.begin(), PortChoice.ANY.least()), range.end()))
                .toList();
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

package org.mesoselk.scheduler.core.offer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.mesoselk.scheduler.core.model.Offer.PortRange;
import org.mesoselk.scheduler.core.model.PortChoice;

/** The ports that a task listens on, out of what is offered. */
final class ChoosePorts {

    private ChoosePorts() {}

    /**
     * Begins the search at another port for each task, so that a port which something outside Mesos holds is not met
     * twice in a row.
     *
     * @param used what others listen on at the same address
     * @return in the order of {@code wanted}; empty when one cannot be had
     */
    static Optional<List<Integer>> choose(
            List<PortChoice> wanted, List<PortRange> offered, Set<Integer> used, long taskNumber) {
        Set<Integer> taken = new HashSet<>(used);
        wanted.stream().filter(PortChoice::isFixed).map(PortChoice::fixed).forEach(taken::add);
        List<Integer> chosen = new ArrayList<>();
        for (PortChoice choice : wanted) {
            Optional<Integer> port = choice.isFixed()
                    ? Optional.of(choice.fixed()).filter(fixed -> isOffered(offered, fixed) && !used.contains(fixed))
                    : free(within(offered, choice), taken, wanted.size() * taskNumber);
            if (port.isEmpty()) {
                return Optional.empty();
            }
            taken.add(port.get());
            chosen.add(port.get());
        }
        return Optional.of(chosen);
    }

    private static Optional<Integer> free(List<PortRange> open, Set<Integer> taken, long first) {
        long count = count(open);
        return LongStream.range(0, count)
                .mapToInt(step -> at(open, Math.floorMod(first + step, count)))
                .filter(port -> !taken.contains(port))
                .boxed()
                .findFirst();
    }

    static List<PortRange> within(List<PortRange> offered, PortChoice choice) {
        return offered.stream()
                .map(range ->
                        new PortRange(Math.max(range.begin(), choice.least()), Math.min(range.end(), choice.most())))
                .toList();
    }

    static boolean isOffered(List<PortRange> offered, int port) {
        return offered.stream().anyMatch(range -> range.begin() <= port && port <= range.end());
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

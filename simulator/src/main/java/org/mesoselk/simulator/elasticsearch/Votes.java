package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Elasticsearch's own rule of who votes (its class Reconfigurator, with automatic shrinking). */
final class Votes {

    private Votes() {}

    static boolean isQuorum(Set<String> configuration, Collection<String> present) {
        int count = 0;
        for (String id : configuration) {
            count += present.contains(id) ? 1 : 0;
        }
        return 2 * count > configuration.size();
    }

    /**
     * @param live ids of the master-eligible nodes in the cluster
     * @param retired ids that are to have no vote
     */
    static Set<String> reconfigure(Set<String> live, Set<String> retired, String master, Set<String> present) {
        Set<String> liveNotRetired = new TreeSet<>(live);
        liveNotRetired.removeAll(retired);
        if (liveNotRetired.isEmpty()) {
            return present;
        }
        // Those that are not retired count, whether they live or not: without a dead third, one of two may leave.
        long keepTheirVote =
                present.stream().filter(id -> !retired.contains(id)).count();
        int least = keepTheirVote < 3 ? 1 : 3;
        int odd = liveNotRetired.size() % 2 == 0 ? liveNotRetired.size() - 1 : liveNotRetired.size();
        int size = Math.max(odd, least);
        Set<String> ordered = new LinkedHashSet<>();
        if (liveNotRetired.contains(master)) {
            ordered.add(master);
        }
        present.stream().filter(liveNotRetired::contains).forEach(ordered::add);
        ordered.addAll(liveNotRetired);
        present.stream().filter(id -> !retired.contains(id)).forEach(ordered::add);
        List<String> chosen = new ArrayList<>(ordered);
        Set<String> wanted = new TreeSet<>(chosen.subList(0, Math.min(size, chosen.size())));
        return isQuorum(wanted, liveNotRetired) && isQuorum(present, live) ? wanted : present;
    }
}

package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mesoselk.localmesos.master.resources.Resources;

/**
 * Decides who is offered what: each agent's free resources go to one framework, the one whose role and then which itself
 * has the smallest dominant share of the cluster, among those that want offers and have not refused these.
 */
final class Allocator {

    /** min_allocatable_resources of a real master: {@code cpus:0.01|mem:32}. */
    private static final double MIN_CPUS = 0.01;

    private static final double MIN_MEM = 32;

    private Allocator() {}

    /** What is free on an agent. */
    record Free(String agentId, Resources resources) {}

    /** A framework that wants offers for one of its roles; {@code held} is what it uses and is offered in that role. */
    record Candidate(String frameworkId, String role, Resources held, List<OfferFilter> filters) {}

    record Allocation(String frameworkId, String role, String agentId, Resources resources) {}

    static List<Allocation> allocate(List<Free> agents, List<Candidate> candidates, Resources total) {
        Map<Candidate, Double> shares = new HashMap<>();
        candidates.forEach(candidate -> shares.put(candidate, share(candidate.held(), total)));
        List<Allocation> allocations = new ArrayList<>();
        for (Free agent : agents) {
            Resources left = agent.resources();
            // The order is found anew for each agent: what was just given counts.
            for (Candidate candidate : ordered(candidates, shares)) {
                Resources offerable = left.allocatableTo(candidate.role());
                if (isWorthOffering(offerable)
                        && candidate.filters().stream()
                                .noneMatch(filter -> filter.hides(agent.agentId(), candidate.role(), offerable))) {
                    allocations.add(
                            new Allocation(candidate.frameworkId(), candidate.role(), agent.agentId(), offerable));
                    shares.merge(candidate, share(offerable, total), Double::sum);
                    left = left.minus(offerable);
                }
            }
        }
        return allocations;
    }

    private static List<Candidate> ordered(List<Candidate> candidates, Map<Candidate, Double> shares) {
        Map<String, Double> roles = new HashMap<>();
        shares.forEach((candidate, share) -> roles.merge(candidate.role(), share, Double::sum));
        return candidates.stream()
                .sorted(Comparator.<Candidate>comparingDouble(candidate -> roles.get(candidate.role()))
                        .thenComparingDouble(shares::get))
                .toList();
    }

    private static boolean isWorthOffering(Resources offerable) {
        return offerable.scalar("cpus") >= MIN_CPUS || offerable.scalar("mem") >= MIN_MEM;
    }

    private static double share(Resources held, Resources total) {
        return Stream.of("cpus", "mem", "disk")
                .mapToDouble(name -> total.scalar(name) > 0 ? held.scalar(name) / total.scalar(name) : 0)
                .max()
                .orElse(0);
    }
}

package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /**
     * A framework that wants offers for one of its roles.
     *
     * @param held what it uses and is offered in that role
     * @param toRole how often the role was offered something
     * @param toFramework how often this framework was in that role
     */
    record Candidate(
            String frameworkId, String role, Resources held, int toRole, int toFramework, List<OfferFilter> filters) {}

    record Allocation(String frameworkId, String role, String agentId, Resources resources) {}

    /** @param most how many allocations are wanted at most */
    static List<Allocation> allocate(List<Free> agents, List<Candidate> candidates, Resources total, int most) {
        List<Contender> contenders = candidates.stream()
                .map(candidate -> new Contender(candidate, share(candidate.held(), total)))
                .toList();
        List<Allocation> allocations = new ArrayList<>();
        for (Free agent : agents) {
            Resources left = agent.resources();
            // The order is found anew for each agent: what was just given counts.
            for (Contender contender : ordered(contenders)) {
                Candidate candidate = contender.candidate;
                Resources offerable = left.allocatableTo(candidate.role());
                if (isWorthOffering(offerable) && !contender.refused(agent.agentId(), offerable)) {
                    if (allocations.size() == most) {
                        return allocations;
                    }
                    allocations.add(
                            new Allocation(candidate.frameworkId(), candidate.role(), agent.agentId(), offerable));
                    contender.share += share(offerable, total);
                    contender.given++;
                    left = left.minus(offerable);
                }
            }
        }
        return allocations;
    }

    /** A candidate with its share as it grows, and its filters by agent: there may be one for each of thousands. */
    private static final class Contender {
        private final Candidate candidate;
        private final Map<String, List<OfferFilter>> filters;
        private double share;
        /** How often in this round. */
        private int given;

        Contender(Candidate candidate, double share) {
            this.candidate = candidate;
            this.filters = candidate.filters().stream().collect(Collectors.groupingBy(OfferFilter::agentId));
            this.share = share;
        }

        boolean refused(String agentId, Resources offerable) {
            return filters.getOrDefault(agentId, List.of()).stream()
                    .anyMatch(filter -> filter.hides(agentId, candidate.role(), offerable));
        }
    }

    private static List<Contender> ordered(List<Contender> contenders) {
        if (contenders.size() < 2) {
            return contenders;
        }
        Map<String, Double> roles = new HashMap<>();
        Map<String, Integer> toRole = new HashMap<>();
        for (Contender contender : contenders) {
            String role = contender.candidate.role();
            roles.merge(role, contender.share, Double::sum);
            toRole.putIfAbsent(role, contender.candidate.toRole());
            toRole.merge(role, contender.given, Integer::sum);
        }
        return contenders.stream()
                .sorted(Comparator.<Contender>comparingDouble(contender -> roles.get(contender.candidate.role()))
                        .thenComparingInt(contender -> toRole.get(contender.candidate.role()))
                        .thenComparing(contender -> contender.candidate.role())
                        .thenComparingDouble(contender -> contender.share)
                        .thenComparingInt(contender -> contender.candidate.toFramework() + contender.given)
                        .thenComparing(contender -> contender.candidate.frameworkId()))
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

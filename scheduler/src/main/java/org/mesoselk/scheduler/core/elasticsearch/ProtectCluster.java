package org.mesoselk.scheduler.core.elasticsearch;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * Elasticsearch's exclusions are made to name exactly the members that are leaving: first the votes, then the shards. They
 * are kept until a member has stopped and its node is gone, and left-over ones are swept. What the operator has excluded
 * stays.
 */
final class ProtectCluster {

    private ProtectCluster() {}

    static void into(ElasticsearchTick tick) {
        tick.look().ifPresent(look -> {
            keepVotingExclusions(tick, look);
            keepAllocationExcludes(tick, look);
        });
    }

    static boolean isGone(Known look, Member member) {
        return member.state() instanceof MemberState.Stopped
                && look.node(member.name()).isEmpty();
    }

    /** Nothing of ours is excluded: the next members may begin to leave. */
    static boolean isSwept(ElasticsearchTick tick, Known look) {
        return ours(tick, look.votingExclusions()).isEmpty()
                && ours(tick, look.allocationExcludes()).isEmpty();
    }

    static Set<String> foreignVotingExclusions(ElasticsearchTick tick, Known look) {
        Set<String> foreign = new TreeSet<>(look.votingExclusions());
        foreign.removeAll(ours(tick, look.votingExclusions()));
        return foreign;
    }

    private static Set<String> ours(ElasticsearchTick tick, Set<String> names) {
        return names.stream()
                .filter(name -> MemberNames.isOurs(tick.nodeSet(), name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Nodes of surplus tasks whose member is forgotten, until they are gone: what is put on them now would go with them, and a kill
     * may arrive late. One whose member has another task shares its name, and cannot be told apart by it.
     */
    static Set<String> forgotten(ElasticsearchTick tick, Known look) {
        Set<String> names =
                Surplus.alive(tick).stream().map(Abandoned::memberName).collect(Collectors.toCollection(TreeSet::new));
        ours(tick, look.allocationExcludes()).stream()
                .filter(name -> look.node(name).isPresent())
                .forEach(names::add);
        names.removeAll(tick.records().members().keySet());
        return names;
    }

    private static List<Member> stillExcluded(ElasticsearchTick tick, Known look) {
        return tick.leaving().stream().filter(member -> !isGone(look, member)).toList();
    }

    private static void keepVotingExclusions(ElasticsearchTick tick, Known look) {
        Set<String> wanted = stillExcluded(tick, look).stream()
                .filter(Member::masterEligible)
                .map(Member::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(look.votingExclusions());
        if (!missing.isEmpty()) {
            tick.call(new Call.AddVotingExclusions(missing));
        }
        Set<String> stale = ours(tick, look.votingExclusions());
        stale.removeAll(wanted);
        Set<String> foreign = foreignVotingExclusions(tick, look);
        if (!foreign.isEmpty()) {
            tick.wait(
                    "foreign-voting-exclusion",
                    String.join(",", foreign),
                    "the voting exclusions of " + String.join(", ", foreign)
                            + " are not the framework's; Elasticsearch can only clear all at once, so ours stay too:"
                            + " DELETE _cluster/voting_config_exclusions when they are not needed");
        } else if (!stale.isEmpty() && wanted.isEmpty()) {
            // All at once is the only way that Elasticsearch has.
            tick.call(new Call.ClearVotingExclusions());
        }
    }

    private static void keepAllocationExcludes(ElasticsearchTick tick, Known look) {
        Set<String> wanted = new TreeSet<>(look.allocationExcludes());
        wanted.removeAll(ours(tick, look.allocationExcludes()));
        stillExcluded(tick, look).forEach(member -> wanted.add(member.name()));
        wanted.addAll(forgotten(tick, look));
        if (!wanted.equals(look.allocationExcludes())) {
            tick.call(new Call.SetAllocationExcludes(wanted));
        }
    }
}

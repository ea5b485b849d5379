package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.safety.SafeWithout;

/**
 * While members leave, the one that was to stay may die. Then every node is excluded: a new index has no primary, the
 * cluster is red, and the dead one is not made anew as long as it is. So those that have not yet been told to stop stay after
 * all, as if the target had been raised; they are chosen again when there is a node that can take their shards.
 */
final class LetStay {

    private LetStay() {}

    static void into(ElasticsearchTick tick) {
        tick.look()
                .filter(SafeWithout::isRed)
                .filter(look -> !canOthersTakeShards(tick, look, names(tick)))
                .ifPresent(look -> tick.leaving().stream()
                        .filter(member -> isThere(look, member))
                        .forEach(member -> tick.put(member.with(new Member.Goal.Stay()))));
    }

    /** @param leaving names of the nodes that are to take none; what the operator has excluded takes none either */
    static boolean canOthersTakeShards(ElasticsearchTick tick, Known look, Set<String> leaving) {
        Set<String> excluded = new TreeSet<>(leaving);
        excluded.addAll(ProtectCluster.forgotten(tick, look));
        look.allocationExcludes().stream()
                .filter(name -> !MemberNames.isOurs(tick.nodeSet(), name))
                .forEach(excluded::add);
        return look.nodes().stream().filter(Node::data).anyMatch(node -> !excluded.contains(node.name()));
    }

    private static Set<String> names(ElasticsearchTick tick) {
        return tick.leaving().stream().map(Member::name).collect(Collectors.toSet());
    }

    private static boolean isThere(Known look, Member member) {
        return member.state() instanceof MemberState.Running
                && look.node(member.name()).isPresent();
    }
}

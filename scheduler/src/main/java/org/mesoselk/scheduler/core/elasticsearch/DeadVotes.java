package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Set;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.Member;

/**
 * Votes of nodes that are not in the cluster and that keep a leaving master from giving up its own: Elasticsearch makes no
 * configuration of fewer than three out of one of three, so that of two that live neither could leave.
 */
final class DeadVotes {

    private DeadVotes() {}

    /**
     * Node ids that are to have no vote; none while those that stay are a majority all the same, or while a member that
     * stays is missing: the vote may be its own, and it comes back first. That a look is there says that a master is
     * elected, so the majority stands without the absent ones; Elasticsearch itself takes no vote without which it would
     * not.
     */
    static Set<String> inTheWay(Tick tick, Known look) {
        Set<String> voters = look.votingConfiguration();
        long stay = look.nodes().stream()
                .filter(Node::masterEligible)
                .filter(node -> stays(tick, node.name()))
                .count();
        long stayAndVote = look.nodes().stream()
                .filter(node -> voters.contains(node.id()))
                .filter(node -> stays(tick, node.name()))
                .count();
        boolean isOneMissing = tick.members().stream()
                .anyMatch(member ->
                        isToComeBack(member) && look.node(member.name()).isEmpty());
        return stay == 0 || 2 * stayAndVote > voters.size() || isOneMissing ? Set.of() : look.absent(voters);
    }

    private static boolean stays(Tick tick, String nodeName) {
        Member member = tick.records().members().get(nodeName);
        return member == null || !member.leaving();
    }

    private static boolean isToComeBack(Member member) {
        return member.masterEligible() && !member.leaving() && member.home().isPresent();
    }
}

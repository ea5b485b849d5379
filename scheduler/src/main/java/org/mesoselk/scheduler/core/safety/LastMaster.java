package org.mesoselk.scheduler.core.safety;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;

/** When a master leaves, those that stay must be able to elect one: a majority of those who vote is there without it. */
final class LastMaster implements Veto {

    @Override
    public String name() {
        return "last-master";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        if (leaving.mastersNotYetStopped().isEmpty()) {
            return Stream.empty();
        }
        String subject = leaving.mastersNotYetStopped().get(0).name();
        Set<String> staying = look.nodes().stream()
                .filter(Node::masterEligible)
                .filter(node -> !leaving.names().contains(node.name()))
                .map(Node::id)
                .collect(Collectors.toSet());
        if (staying.isEmpty()) {
            return Stream.of(new Reason(subject, "no other master-eligible node is in the cluster"));
        }
        long voters = look.votingConfiguration().size();
        long present =
                look.votingConfiguration().stream().filter(staying::contains).count();
        return 2 * present > voters
                ? Stream.empty()
                : Stream.of(new Reason(
                        subject,
                        "only " + present + " of the " + voters
                                + " nodes that elect the master would be there without the leaving ones"));
    }
}

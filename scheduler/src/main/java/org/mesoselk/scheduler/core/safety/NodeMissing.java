package org.mesoselk.scheduler.core.safety;

import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;

/**
 * A leaving member whose node is not in the cluster was not seen to be drained: its data is needed until every shard has
 * all the copies that the other nodes can hold.
 */
final class NodeMissing implements Veto {

    @Override
    public String name() {
        return "node-missing";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        Optional<Shard> lacking = Shard.of(look).stream()
                .filter(shard ->
                        shard.safeCopiesOutside(leaving.names()) < shard.copiesWantedOutside(look, leaving.names()))
                .findFirst();
        return lacking.stream()
                .flatMap(shard -> leaving.notYetStopped().stream()
                        .filter(member -> isMissing(look, member))
                        .map(member -> new Reason(member.name(), sentence(member, shard))));
    }

    private static boolean isMissing(Known look, Member member) {
        return member.home().isPresent() && look.node(member.name()).isEmpty();
    }

    private static String sentence(Member member, Shard shard) {
        return member.name() + " is not in the cluster and shard " + shard.label()
                + " lacks copies elsewhere: its data is needed until they are there";
    }
}

package org.mesoselk.scheduler.core.safety;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;

/**
 * A leaving node still holds copies that other nodes can take, or that Elasticsearch takes away by itself. Copies that
 * find no other place (a fixed number, more than other data nodes) may stay: {@link LastCopy} sees to it that they are not
 * the last.
 */
final class ShardsRemain implements Veto {

    @Override
    public String name() {
        return "shards-remain";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        List<Shard> movable = Shard.of(look).stream()
                .filter(shard -> shard.allCopiesFitOutside(look, leaving.names()) || shard.isToLoseCopies(look))
                .toList();
        return leaving.notYetStopped().stream()
                .filter(member -> count(movable, member.name()) > 0)
                .map(member -> new Reason(member.name(), sentence(look, movable, member.name())));
    }

    private static long count(List<Shard> shards, String nodeName) {
        return shards.stream().filter(shard -> shard.isOn(Set.of(nodeName))).count();
    }

    private static String sentence(Known look, List<Shard> movable, String nodeName) {
        String bytes = look.node(nodeName)
                .map(Node::shardBytes)
                .filter(size -> size >= 0)
                .map(size -> ", " + size + " bytes")
                .orElse("");
        return nodeName + " still holds " + count(movable, nodeName) + " shards" + bytes
                + " that are to move to other nodes or to be given up";
    }
}

package org.mesoselk.scheduler.core.safety;

import java.util.Set;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;

/** A copy on its way from or to a leaving node. */
final class ShardsMoving implements Veto {

    @Override
    public String name() {
        return "shards-moving";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        Set<String> names = leaving.names();
        return leaving.notYetStopped().stream()
                .filter(member -> moving(look, Set.of(member.name())) > 0)
                .map(member -> new Reason(
                        member.name(),
                        moving(look, Set.of(member.name())) + " shards are moving from or to " + member.name() + "; "
                                + moving(look, names) + " for all that leave"));
    }

    private static long moving(Known look, Set<String> names) {
        return look.copies().stream()
                .filter(copy -> isMoving(copy) && Shard.touches(copy, names))
                .count();
    }

    private static boolean isMoving(ShardCopy copy) {
        return copy.state() == State.RELOCATING
                || copy.state() == State.INITIALIZING
                || copy.relocatingTo().isPresent();
    }
}

package org.mesoselk.scheduler.core.safety;

import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;

/** A shard without an active primary cannot be read or written: nothing is taken away from such a cluster. */
final class ClusterRed implements Veto {

    @Override
    public String name() {
        return "cluster-red";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        Stream<Reason> shards = Shard.of(look).stream()
                .filter(shard -> !shard.hasActivePrimary())
                .map(shard -> new Reason(shard.label(), "no active primary of shard " + shard.label()));
        Stream<Reason> health = look.health() == Health.RED
                ? Stream.of(new Reason("elasticsearch", "Elasticsearch says that its health is red"))
                : Stream.empty();
        return Stream.concat(health, shards);
    }
}

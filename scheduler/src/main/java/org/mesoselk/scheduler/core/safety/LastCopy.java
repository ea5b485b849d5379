package org.mesoselk.scheduler.core.safety;

import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;

/** Each shard keeps a started copy with all acknowledged documents outside the leaving set. */
final class LastCopy implements Veto {

    @Override
    public String name() {
        return "last-copy";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        return Shard.of(look).stream()
                .filter(shard -> shard.safeCopiesOutside(leaving.names()) == 0)
                .map(shard -> new Reason(
                        shard.label(),
                        "shard " + shard.label() + " has no in-sync started copy outside "
                                + String.join(
                                        ", ", leaving.names().stream().sorted().toList())));
    }
}

package org.mesoselk.scheduler.core.safety;

import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;

/** While Elasticsearch looks for copies on disks, its shard table is not the whole truth. */
final class InFlightFetch implements Veto {

    @Override
    public String name() {
        return "in-flight-fetch";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        return look.inFlightFetch() > 0
                ? Stream.of(new Reason(
                        "elasticsearch",
                        "Elasticsearch is looking for copies of " + look.inFlightFetch() + " shards on disks"))
                : Stream.empty();
    }
}

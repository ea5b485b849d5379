package org.mesoselk.scheduler;

import java.time.Clock;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.endpoints.FindEndpoints;
import org.mesoselk.scheduler.endpoints.FindInRecords;
import org.mesoselk.scheduler.options.EndpointOptions;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.WatchedTree;

/** How a framework that follows Elasticsearch finds it: in the records of its framework, or as the options say. */
final class ElasticsearchFinder {
    private static final Clock CLOCK = Clock.systemUTC();

    private ElasticsearchFinder() {}

    static FindEndpoints of(EndpointOptions endpoints, SchedulerProcess process) {
        if (endpoints.framework().isEmpty()) {
            return () -> new EndpointsView.Known(CLOCK.instant(), endpoints.fixed());
        }
        String framework = endpoints.framework().get();
        return new FindInRecords(
                new RecordStore(
                        new WatchedTree(process.zookeeper()),
                        process.options().zookeeper().chroot(),
                        Product.ELASTICSEARCH,
                        framework,
                        CLOCK),
                framework,
                CLOCK);
    }
}

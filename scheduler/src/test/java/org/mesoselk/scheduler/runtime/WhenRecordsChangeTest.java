package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.elasticsearch.Samples;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;

class WhenRecordsChangeTest {

    @Test
    void onlyAChangeOfTheRecordsCounts() {
        AtomicInteger runs = new AtomicInteger();
        WhenRecordsChange watch = new WhenRecordsChange(runs::incrementAndGet);
        watch.accept(published(3, 1));
        watch.accept(published(3, 2));
        assertThat(runs).hasValue(1);
        watch.accept(published(5, 3));
        watch.accept(published(5, 4));
        assertThat(runs).hasValue(2);
    }

    private static Published published(int wanted, long tick) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(tick);
        ElasticsearchSpec spec =
                new ElasticsearchSpec(1, "cluster", Samples.nodeSet(wanted), ElasticsearchSpec.Replication.ALL);
        Records records = new Records(Optional.empty(), spec, Cluster.NONE, new TreeMap<>(), Optional.empty());
        return new Published(
                now, true, records, Memory.initial(now), List.of(), List.of(), List.of(), Duration.ZERO, tick);
    }
}

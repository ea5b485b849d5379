package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Resources;

/** Values that the core's tests share. */
public final class Samples {

    private Samples() {}

    public static ElasticsearchSettings settings() {
        return settings(3);
    }

    public static ElasticsearchSettings settings(int drainTogether) {
        return settings(drainTogether, Optional.of(Duration.ofMinutes(15)));
    }

    public static ElasticsearchSettings settings(int drainTogether, Optional<Duration> replaceAfter) {
        return new ElasticsearchSettings(
                "elasticsearch",
                new Distribution(Optional.of("/opt/elasticsearch"), Optional.empty()),
                Optional.empty(),
                Optional.of("/var/lib/elk"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Resources(0.1, 96, 10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                drainTogether,
                replaceAfter);
    }

    public static NodeSetSpec nodeSet(int count) {
        return nodeSet(count, 5);
    }

    public static NodeSetSpec nodeSet(int count, int masterEligible) {
        return new NodeSetSpec(
                "default", count, masterEligible, new Resources(0.5, 1024, 1000), 512, List.of(), 0, Map.of());
    }
}

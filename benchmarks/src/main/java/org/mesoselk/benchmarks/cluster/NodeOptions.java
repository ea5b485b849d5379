package org.mesoselk.benchmarks.cluster;

import java.util.List;

/**
 * What a node gets, ours and the one started by hand alike.
 *
 * @param masterEligible so many of the first nodes may be master, the others carry data only
 * @param jvmOptions lines for jvm.options
 * @param settings lines for elasticsearch.yml
 */
public record NodeOptions(
        int memoryMb, int heapMb, int masterEligible, List<String> jvmOptions, List<String> settings) {

    public static final NodeOptions SMALL = new NodeOptions(768, 128, 5, List.of("-XX:TieredStopAtLevel=1"), List.of());

    /** As {@code elk demo} has them. */
    static final NodeOptions SMALLEST = new NodeOptions(
            316,
            64,
            5,
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UseG1GC",
                    "-XX:+UseSerialGC",
                    "-XX:-AlwaysPreTouch",
                    "-XX:ReservedCodeCacheSize=48m",
                    "-XX:-UsePerfData"),
            List.of("node.processors: 1", "indices.breaker.total.use_real_memory: false"));

    /** One that is to index as fast as it can. */
    public static final NodeOptions BUSY = new NodeOptions(1536, 512, 5, List.of(), List.of());
}

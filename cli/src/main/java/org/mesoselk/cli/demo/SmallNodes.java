package org.mesoselk.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.up.UpOptions;

/**
 * An installation of the smallest nodes that an official Elasticsearch 8 runs as: the options are those with which 49 of
 * them were started by hand on one machine of 24 GiB.
 */
final class SmallNodes {

    private static final int HEAP_MB = 64;

    /** 237 MB a server and 79 MB a launcher. */
    private static final int NODE_MB = 316;

    /** An executor with a running node. */
    private static final int EXECUTOR_MB = 66;

    /** ZooKeeper, Mesos, the scheduler, this command, and some to spare. */
    private static final int REST_MB = 1_100;

    private SmallNodes() {}

    /** MiB that so many nodes take with all that goes with them. */
    static int memoryMb(int nodes) {
        return nodes * (NODE_MB + EXECUTOR_MB) + REST_MB;
    }

    static UpOptions options(DemoPlan plan, Optional<Path> elasticsearchHome) {
        Map<String, String> scheduler = Map.of(
                "jvm-option",
                String.join(
                        ";",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UseG1GC",
                        "-XX:+UseSerialGC",
                        "-XX:-AlwaysPreTouch",
                        "-XX:ReservedCodeCacheSize=48m",
                        // Wakes each JVM twenty times a second, for tools that read its counters.
                        "-XX:-UsePerfData"),
                "setting",
                // Of 64 MB the breaker takes garbage for use, and drops messages such as that a shard has started.
                "node.processors=1;indices.breaker.total.use_real_memory=false",
                // All that carry data only leave as one set: the vetoes hold for the set as for one.
                "drain-together",
                "49",
                "disk",
                "256");
        return new UpOptions(
                Optional.of(plan.from()),
                // One more than nodes: there is always another place.
                Optional.of(plan.to() + 1),
                List.of("cpus:1;mem:600;disk:2000"),
                List.of(),
                Map.of(),
                elasticsearchHome,
                Optional.empty(),
                Optional.of(HEAP_MB),
                Optional.of(NODE_MB),
                Optional.of(0.1),
                scheduler,
                UpOptions.LogstashOptions.leftOut(),
                UpOptions.KibanaOptions.none(),
                Optional.empty(),
                UpOptions.ProcessOptions.none());
    }
}

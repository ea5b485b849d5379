package org.mesoselk.scheduler.mesos;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;

/**
 * What every task of this scheduler has in common.
 *
 * @param executorUri where agents fetch the executor's jar
 * @param executorJar its name in the sandbox
 * @param archiveUri of what it runs, unless agents have it or nothing is needed
 * @param javaHome JDK on the agents
 * @param executor what an executor takes
 * @param variables for the executor's environment
 * @param container that executors run in, with {@code javaHome} in its image; empty means on the bare host
 */
public record LaunchPlan(
        Product product,
        String frameworkName,
        String executorUri,
        String executorJar,
        Optional<String> archiveUri,
        Optional<String> javaHome,
        Resources executor,
        Duration killGrace,
        Map<String, String> variables,
        Optional<ContainerPlan> container) {
    /** The agent's own grace must be longer than the one that the executor gives its node. */
    private static final Duration EXECUTOR_MARGIN = Duration.ofSeconds(15);
    /** Of an executor of the standard size; of what is given to it beyond that, three quarters become heap. */
    private static final int HEAP_MB = 20;

    private static final int STANDARD_MEMORY_MB = 96;
    /**
     * A bare JVM that speaks HTTP stays below 64 MB with these. Without UsePerfData, which nobody reads here, it does not wake
     * up twenty times a second.
     */
    private static final List<String> SMALL_JVM = List.of(
            "-Xmn2m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss256k",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData");

    public LaunchPlan {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** On the bare host. */
    public LaunchPlan(
            Product product,
            String frameworkName,
            String executorUri,
            String executorJar,
            Optional<String> archiveUri,
            Optional<String> javaHome,
            Resources executor,
            Duration killGrace,
            Map<String, String> variables) {
        this(
                product,
                frameworkName,
                executorUri,
                executorJar,
                archiveUri,
                javaHome,
                executor,
                killGrace,
                variables,
                Optional.empty());
    }

    /** With no variables. */
    public LaunchPlan(
            Product product,
            String frameworkName,
            String executorUri,
            String executorJar,
            Optional<String> archiveUri,
            Optional<String> javaHome,
            Resources executor,
            Duration killGrace) {
        this(product, frameworkName, executorUri, executorJar, archiveUri, javaHome, executor, killGrace, Map.of());
    }

    String command() {
        String java = javaHome.map(home -> "'" + home + "/bin/java'").orElse("java");
        // Docker starts in the folder that the image says, and the jar is in the sandbox.
        String first = container.isPresent() ? "cd \"$MESOS_SANDBOX\" && " : "";
        return first + "exec " + java + " -Xms4m -Xmx" + heapMb() + "m " + String.join(" ", SMALL_JVM) + " -jar '"
                + executorJar + "'";
    }

    private int heapMb() {
        return HEAP_MB + Math.max(0, executor.memoryMb() - STANDARD_MEMORY_MB) * 3 / 4;
    }

    Duration executorGrace() {
        return killGrace.plus(EXECUTOR_MARGIN);
    }
}

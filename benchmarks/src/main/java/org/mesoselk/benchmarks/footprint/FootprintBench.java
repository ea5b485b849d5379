package org.mesoselk.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.cluster.Elk;
import org.mesoselk.benchmarks.cluster.NodeOptions;

/** What the processes of ours take while a cluster of three stands idle, as {@code elk up} starts them. */
public final class FootprintBench implements Bench {

    private static final long SETTLE_SECONDS = 20;
    private static final long WINDOW_SECONDS = 60;
    private static final String MEMBERS = "/mesos-elk/elasticsearch/elasticsearch/members";
    private static final int NODES = 3;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String summary() {
        return "memory and idle CPU of each process of ours, bytes of state a member";
    }

    /** Windows of a minute in one installation. */
    @Override
    public int repetitions() {
        return 2;
    }

    @Override
    public List<Row> run(int repetitions, Scene scene) throws Exception {
        try (Elk elk = new Elk(scene, "footprint")) {
            elk.up(NODES, NodeOptions.SMALL);
            elk.awaitUp();
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            Map<String, List<Running>> parts = parts(elk.home());
            Map<String, List<Double>> cpu = new LinkedHashMap<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                window(parts, cpu);
                scene.tell("  idle CPU in %% of a core: %s", cpu);
            }
            List<Row> rows = new ArrayList<>();
            rows.add(memory("scheduler", parts).atMost(200));
            rows.add(executor(parts, bareJvm(elk)).atMost(64));
            rows.add(memory("local-mesos", parts));
            rows.add(memory("zookeeper", parts));
            cpu.forEach((name, percent) -> rows.add(
                    Row.plain("idle CPU of " + name, "% of a core", percent).atMost(1)));
            rows.add(Row.plain("state in ZooKeeper a member", "bytes", bytes(parts)));
            return rows;
        }
    }

    private static Map<String, List<Running>> parts(Path home) {
        List<Running> all = Running.of(home);
        Map<String, List<Running>> parts = new LinkedHashMap<>();
        Map.of(
                        "scheduler", "scheduler-all.jar",
                        "executor", "executor-elasticsearch",
                        "local-mesos", "local-mesos.jar",
                        "zookeeper", "zookeeper.jar")
                .forEach((name, word) -> parts.put(
                        name,
                        all.stream().filter(process -> process.isJavaWith(word)).toList()));
        parts.forEach((name, found) -> {
            if (found.isEmpty()) {
                throw new IllegalStateException("no process of " + home + " is the " + name);
            }
        });
        return parts;
    }

    private static void window(Map<String, List<Running>> parts, Map<String, List<Double>> cpu)
            throws IOException, InterruptedException {
        Map<Running, Double> before = new LinkedHashMap<>();
        for (List<Running> some : parts.values()) {
            for (Running process : some) {
                before.put(process, process.cpuSeconds());
            }
        }
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        for (Map.Entry<String, List<Running>> part : parts.entrySet()) {
            for (Running process : part.getValue()) {
                double percent = 100 * (process.cpuSeconds() - before.get(process)) / seconds;
                cpu.computeIfAbsent(part.getKey(), any -> new ArrayList<>()).add(percent);
            }
        }
    }

    private static Row memory(String name, Map<String, List<Running>> parts) throws IOException {
        return Row.plain("memory of " + name, "MiB", resident(parts.get(name)));
    }

    private static Row executor(Map<String, List<Running>> parts, double bare) throws IOException {
        List<Double> ours = resident(parts.get("executor"));
        return Row.compared(
                "memory of an executor with its node",
                "MiB",
                ours,
                "a bare JVM with java.net.http",
                ours.stream().map(any -> bare).toList());
    }

    private static List<Double> resident(List<Running> processes) throws IOException {
        List<Double> sizes = new ArrayList<>();
        for (Running process : processes) {
            sizes.add(process.residentMib());
        }
        return sizes;
    }

    /** With the options that an executor gets. */
    private static double bareJvm(Elk elk) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms4m",
                        "-Xmx20m",
                        "-Xmn2m",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=20",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss256k",
                        "-XX:ReservedCodeCacheSize=16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareJvm.class.getName(),
                        elk.api() + "/v1/health/live")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try {
            if (process.inputReader().readLine() == null) {
                throw new IOException("the bare JVM has ended");
            }
            return Running.residentMib(process.pid());
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Double> bytes(Map<String, List<Running>> parts) throws Exception {
        String address = parts.get("scheduler")
                .get(0)
                .variable("MESOS_ELK_ZOOKEEPER")
                .orElseThrow()
                .replace("zk://", "");
        List<Double> sizes = new ArrayList<>();
        try (CuratorFramework zookeeper = CuratorFrameworkFactory.newClient(address, new RetryOneTime(1000))) {
            zookeeper.start();
            for (String member : zookeeper.getChildren().forPath(MEMBERS)) {
                sizes.add((double) zookeeper.getData().forPath(MEMBERS + "/" + member).length);
            }
        }
        return sizes;
    }
}

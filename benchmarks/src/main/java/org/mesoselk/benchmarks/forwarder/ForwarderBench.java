package org.mesoselk.benchmarks.forwarder;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mesoselk.benchmarks.Await;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Http;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.cluster.ByHand;
import org.mesoselk.benchmarks.cluster.NodeOptions;
import org.mesoselk.benchmarks.footprint.Running;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.Endpoints;
import org.mesoselk.commons.logstash.LogstashTask;

/** The whole executor with the forwarder, from a sandbox into one real node, beside two bulk loaders. */
public final class ForwarderBench implements Bench {

    /** Fewer for a try: {@code -Dforwarder.lines=N}. */
    private static final long LINES = Long.getLong("forwarder.lines", 1_000_000);

    private static final int LINE_BYTES = 200;
    private static final long SEED = 20260103;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "forwarder";
    }

    @Override
    public String summary() {
        return LINES + " lines of " + LINE_BYTES + " bytes into one node";
    }

    @Override
    public int repetitions() {
        return 3;
    }

    private record Forwarded(double linesASecond, double peakMib, double cpuSeconds) {}

    @Override
    public List<Row> run(int repetitions, Scene scene) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> same = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> peak = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (ByHand elasticsearch = new ByHand(scene, "forwarder", NodeOptions.BUSY)) {
            elasticsearch.growTo(1);
            String node = elasticsearch.node();
            Path workDir = scene.folder().resolve("work");
            Path file = write(workDir);
            // Once before it counts: Elasticsearch compiles what it does often.
            load(node, file, "warm", BulkLoader.asForwarded("warm", file));
            for (int i = 0; i < repetitions; i++) {
                Forwarded forwarded = forward(scene, node, workDir, i);
                ours.add(forwarded.linesASecond());
                peak.add(forwarded.peakMib());
                cpu.add(forwarded.cpuSeconds() * 1_000_000 / LINES);
                same.add(load(node, file, "same" + i, BulkLoader.asForwarded("same" + i, file)));
                bare.add(load(node, file, "bare" + i, BulkLoader.BARE));
                scene.tell("  lines a second: %s, same documents %s, bare %s; %s MiB, CPU-s %s", ours, same, bare, peak, cpu);
            }
        }
        return List.of(
                Row.compared("forwarder", "lines/s", ours, "a bulk loader of the same documents", same)
                        .ratioAtLeast(0.9),
                Row.compared("forwarder", "lines/s", ours, "a bulk loader of time and text only", bare),
                Row.plain("CPU of the executor for a million lines", "s", cpu).atMost(14),
                Row.plain("peak memory of the whole executor", "MiB", peak).atMost(64));
    }

    private static Path write(Path workDir) throws IOException {
        Path run = Files.createDirectories(sandbox(workDir, "FW", "writer", "c-1"));
        Path file = run.resolve("stdout");
        Random random = new Random(SEED);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long i = 0; i < LINES; i++) {
                StringBuilder line = new StringBuilder(LINE_BYTES).append("line ").append(i);
                while (line.length() < LINE_BYTES - 1) {
                    line.append(" word").append(random.nextInt(5_000));
                }
                line.setLength(LINE_BYTES - 1);
                out.append(line).append('\n');
            }
        }
        return file;
    }

    private static Path sandbox(Path workDir, String framework, String executor, String container) {
        return workDir.resolve(Path.of("slaves", AgentStandIn.AGENT_ID, "frameworks", framework))
                .resolve(Path.of("executors", executor, "runs", container));
    }

    private static double load(String node, Path file, String name, BulkLoader.Document document)
            throws IOException, InterruptedException {
        String stream = "logs-mesos-" + name;
        template(node);
        long began = System.nanoTime();
        new BulkLoader(node, stream, document).load(file);
        double seconds = (System.nanoTime() - began) / 1e9;
        remove(node, stream);
        return LINES / seconds;
    }

    /** As the forwarder puts it in place, by the forwarder's own hand or by this one. */
    private static void template(String node) throws IOException, InterruptedException {
        Http.send(
                "PUT",
                node + "/_index_template/mesos-elk-logs-mesos",
                """
                {"index_patterns": ["logs-mesos-*"], "data_stream": {}, "priority": 200, "template": {
                  "settings": {"index.number_of_replicas": "0"},
                  "mappings": {"date_detection": false,
                    "dynamic_templates": [{"strings": {"match_mapping_type": "string",
                      "mapping": {"type": "keyword", "ignore_above": 1024}}}],
                    "properties": {"@timestamp": {"type": "date"}, "message": {"type": "text"},
                      "log": {"properties": {"offset": {"type": "long"}}}}}}}
                """);
    }

    private static void remove(String node, String stream) throws IOException, InterruptedException {
        Http.send("DELETE", node + "/_data_stream/" + stream, "");
    }

    private static Forwarded forward(Scene scene, String node, Path workDir, int repetition)
            throws IOException, InterruptedException {
        String namespace = "ours" + repetition;
        Path registry = scene.folder().resolve("registry" + repetition);
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(),
                registry.toString(),
                Optional.of(workDir.toString()),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", namespace, Map.of("index.number_of_replicas", "0"), false),
                LogstashTask.Limits.STANDARD);
        Path own = Files.createDirectories(scene.folder().resolve("executor" + repetition));
        try (AgentStandIn agent = new AgentStandIn(task)) {
            Process executor = start(scene, agent, own);
            try {
                agent.awaitRunning();
                double cpuBefore = Running.cpuSeconds(executor.pid());
                long began = System.nanoTime();
                agent.message(Json.bytes(Endpoints.of(List.of(node))));
                String count = node + "/logs-mesos-" + namespace + "/_stats/indexing?filter_path=_all.primaries.indexing.index_total";
                Await.until(
                        "all lines are indexed",
                        PATIENCE,
                        () -> Http.get(count)
                                        .at("/_all/primaries/indexing/index_total")
                                        .asLong(0)
                                >= LINES);
                double seconds = (System.nanoTime() - began) / 1e9;
                return new Forwarded(
                        LINES / seconds,
                        Running.peakMib(executor.pid()),
                        Running.cpuSeconds(executor.pid()) - cpuBefore);
            } finally {
                executor.destroyForcibly().waitFor();
                remove(node, "logs-mesos-" + namespace);
            }
        }
    }

    private static Process start(Scene scene, AgentStandIn agent, Path own) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms4m",
                        "-Xmx20m",
                        "-Xmn4m",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=20",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss256k",
                        "-XX:ReservedCodeCacheSize=16m",
                        "-jar",
                        scene.jar("executor-logstash").toString())
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("stdout").toFile());
        builder.environment().put("MESOS_AGENT_ENDPOINT", agent.endpoint());
        builder.environment().put("MESOS_FRAMEWORK_ID", "F");
        builder.environment().put("MESOS_EXECUTOR_ID", "E");
        builder.environment().put("MESOS_DIRECTORY", own.toString());
        Process process = builder.start();
        scene.endWithThisProgram(process::destroyForcibly);
        return process;
    }
}

package org.mesoselk.benchmarks.forwarder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.cluster.ByHand;
import org.mesoselk.benchmarks.cluster.NodeOptions;

/** The whole executor with the forwarder, from sandboxes into one real node, beside two bulk loaders. */
public final class ForwarderBench implements Bench {

    /** Fewer for a try: {@code -Dforwarder.lines=N}. */
    private static final long LINES = Long.getLong("forwarder.lines", 1_000_000);

    private static final int LINE_BYTES = 200;
    private static final int FEW = 10;
    private static final int MANY = 1_000;

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
        List<Double> delay = new ArrayList<>();
        List<Double> few = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        try (ByHand elasticsearch = new ByHand(scene, "forwarder", NodeOptions.BUSY)) {
            elasticsearch.growTo(1);
            Node node = new Node(elasticsearch.node());
            node.template();
            Path workDir = scene.folder().resolve("work");
            Path file = Sandboxes.stdout(workDir, "writer", "c-1");
            Sandboxes.fill(file, LINES, LINE_BYTES);
            // Once before it counts: Elasticsearch compiles what it does often.
            load(node, file, "warm", BulkLoader.asForwarded("warm", file));
            for (int i = 0; i < repetitions; i++) {
                Forwarded forwarded = forward(scene, node, workDir, "ours" + i);
                ours.add(forwarded.linesASecond());
                peak.add(forwarded.peakMib());
                cpu.add(forwarded.cpuSeconds() * 1_000_000 / LINES);
                same.add(load(node, file, "same" + i, BulkLoader.asForwarded("same" + i, file)));
                bare.add(load(node, file, "bare" + i, BulkLoader.BARE));
                scene.tell("  lines/s %s, loader %s, bare %s; %s MiB, %s CPU-s", ours, same, bare, peak, cpu);
                delay.add(Delay.percentile99(scene, node, i));
                few.add(IdleFiles.cpuPercent(scene, node, FEW, i));
                many.add(IdleFiles.cpuPercent(scene, node, MANY, i));
                scene.tell("  delay p99 %s s; idle %s and %s %% of a core", delay, few, many);
            }
        }
        return List.of(
                Row.compared("forwarder", "lines/s", ours, "a bulk loader of the same documents", same)
                        .ratioAtLeast(0.9),
                Row.compared("forwarder", "lines/s", ours, "a bulk loader of time and text only", bare),
                Row.plain("CPU of the executor for a million lines", "s", cpu).atMost(14),
                Row.plain("peak memory of the whole executor", "MiB", peak).atMost(64),
                Row.plain("line written to line indexed, 99 of 100", "s", delay).atMost(1),
                Row.plain("idle CPU with " + FEW + " files", "% of a core", few),
                Row.plain("idle CPU with " + MANY + " files", "% of a core", many));
    }

    private static double load(Node node, Path file, String name, BulkLoader.Document document)
            throws IOException, InterruptedException {
        String stream = "logs-mesos-" + name;
        long began = System.nanoTime();
        new BulkLoader(node.url(), stream, document).load(file);
        double seconds = (System.nanoTime() - began) / 1e9;
        node.remove(stream);
        return LINES / seconds;
    }

    private static Forwarded forward(Scene scene, Node node, Path workDir, String name)
            throws IOException, InterruptedException {
        try (ExecutorProcess executor = new ExecutorProcess(scene, workDir, name)) {
            double cpuBefore = executor.cpuSeconds();
            long began = System.nanoTime();
            executor.deliverTo(node.url());
            node.awaitIndexed(executor.stream(), LINES);
            double seconds = (System.nanoTime() - began) / 1e9;
            Forwarded forwarded = new Forwarded(LINES / seconds, executor.peakMib(), executor.cpuSeconds() - cpuBefore);
            node.remove(executor.stream());
            return forwarded;
        }
    }
}

package org.mesoselk.benchmarks.forwarder;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.cluster.ByHand;
import org.mesoselk.benchmarks.cluster.NodeOptions;

/** The whole executor with the forwarder, from sandboxes into one real node, beside bulk loaders and rsyslog. */
public final class ForwarderBench implements Bench {

    /** Fewer for a try: {@code -Dforwarder.lines=N}. */
    private static final long LINES = Long.getLong("forwarder.lines", 1_000_000);

    private static final int LINE_BYTES = 200;
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final int VERY_MANY = 10_000;

    /** One part only, for a try: {@code -Dforwarder.only=lines}, {@code delay} or {@code idle}. */
    private static final String ONLY = System.getProperty("forwarder.only", "");

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> same = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private final List<Double> ingester = new ArrayList<>();
    private final List<Double> ingesterCpu = new ArrayList<>();
    private final List<Double> rsyslog = new ArrayList<>();
    private final List<Double> rsyslogCpu = new ArrayList<>();
    private final List<Double> peak = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> delay = new ArrayList<>();
    private final List<Double> few = new ArrayList<>();
    private final List<Double> many = new ArrayList<>();
    private final List<Double> veryMany = new ArrayList<>();
    private final List<Double> veryManyPeak = new ArrayList<>();

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

    private static boolean is(String part) {
        return ONLY.isEmpty() || ONLY.equals(part);
    }

    @Override
    public List<Row> run(int repetitions, Scene scene) throws Exception {
        Optional<Path> rsyslogd = Rsyslog.find();
        if (rsyslogd.isEmpty()) {
            scene.tell("  rsyslog is left out: there is no rsyslogd with omelasticsearch on this machine"
                    + " (Debian: rsyslog, rsyslog-elasticsearch)");
        }
        try (ByHand elasticsearch = new ByHand(scene, "forwarder", NodeOptions.BUSY)) {
            elasticsearch.growTo(1);
            Node node = new Node(elasticsearch.node());
            node.template();
            Path workDir = scene.folder().resolve("work");
            Path file = Sandboxes.stdout(workDir, "writer", "c-1");
            Sandboxes.fill(file, LINES, LINE_BYTES);
            if (is("lines")) {
                // Once before it counts: Elasticsearch compiles what it does often.
                load(node, file, "warm", BulkLoader.asForwarded("warm", file));
            }
            for (int i = 0; i < repetitions; i++) {
                if (is("lines")) {
                    lines(scene, node, workDir, file, rsyslogd, i);
                }
                if (is("delay")) {
                    delay.add(Delay.percentile99(scene, node, i));
                }
                if (is("idle")) {
                    idle(scene, node, i);
                }
            }
        }
        return rows();
    }

    private void lines(Scene scene, Node node, Path workDir, Path file, Optional<Path> rsyslogd, int i)
            throws Exception {
        Forwarded forwarded = forward(scene, node, workDir, "ours" + i);
        ours.add(forwarded.linesASecond());
        peak.add(forwarded.peakMib());
        cpu.add(forwarded.cpuSeconds() * 1_000_000 / LINES);
        same.add(load(node, file, "same" + i, BulkLoader.asForwarded("same" + i, file)));
        bare.add(load(node, file, "bare" + i, BulkLoader.BARE));
        String stream = "logs-mesos-ingester" + i;
        Ingester.Loaded loaded = Ingester.load(node.url(), stream, file, BulkLoader.asForwarded(stream, file));
        node.remove(stream);
        ingester.add(LINES / loaded.seconds());
        ingesterCpu.add(loaded.cpuSeconds() * 1_000_000 / LINES);
        if (rsyslogd.isPresent()) {
            Forwarded other = rsyslog(rsyslogd.get(), scene, node, file, "rsyslog" + i);
            rsyslog.add(other.linesASecond());
            rsyslogCpu.add(other.cpuSeconds() * 1_000_000 / LINES);
            scene.tell("  rsyslog %.1f MiB", other.peakMib());
        }
        scene.tell(
                "  lines/s: ours %s, loader %s, bare %s, BulkIngester %s, rsyslog %s",
                ours, same, bare, ingester, rsyslog);
        scene.tell("  CPU-s: ours %s, BulkIngester %s, rsyslog %s; ours %s MiB", cpu, ingesterCpu, rsyslogCpu, peak);
    }

    private void idle(Scene scene, Node node, int i) throws Exception {
        few.add(IdleFiles.of(scene, node, FEW, i).cpuPercent());
        many.add(IdleFiles.of(scene, node, MANY, i).cpuPercent());
        IdleFiles.Cost cost = IdleFiles.of(scene, node, VERY_MANY, i);
        veryMany.add(cost.cpuPercent());
        veryManyPeak.add(cost.peakMib());
        scene.tell("  idle %s, %s and %s %% of a core, %s MiB", few, many, veryMany, veryManyPeak);
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (!ours.isEmpty()) {
            rows.add(Row.compared("forwarder", "lines/s", ours, "a bulk loader of the same documents", same)
                    .ratioAtLeast(0.9));
            rows.add(Row.compared("forwarder", "lines/s", ours, "a bulk loader of time and text only", bare));
            rows.add(Row.compared("forwarder", "lines/s", ours, "BulkIngester of Elastic's client", ingester));
            rows.add(Row.plain("CPU of the executor for a million lines", "s", cpu)
                    .atMost(14));
            rows.add(Row.compared("CPU for a million lines", "s", cpu, "BulkIngester, its whole JVM", ingesterCpu));
            rows.add(Row.plain("peak memory of the whole executor", "MiB", peak).atMost(64));
        }
        if (!rsyslog.isEmpty()) {
            rows.add(Row.compared("forwarder", "lines/s", ours, "rsyslog, the same documents", rsyslog)
                    .ratioAtLeast(1));
            rows.add(Row.compared("CPU for a million lines", "s", cpu, "rsyslog", rsyslogCpu)
                    .ratioAtMost(0.5));
        }
        if (!delay.isEmpty()) {
            rows.add(Row.plain("line written to line indexed, 99 of 100", "s", delay)
                    .atMost(1));
        }
        if (!few.isEmpty()) {
            rows.add(Row.plain("idle CPU with " + FEW + " files", "% of a core", few));
            rows.add(Row.plain("idle CPU with " + MANY + " files", "% of a core", many));
            rows.add(Row.plain("idle CPU with " + VERY_MANY + " files", "% of a core", veryMany));
            rows.add(Row.plain("peak memory with " + VERY_MANY + " files", "MiB", veryManyPeak));
        }
        return rows;
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

    private static Forwarded rsyslog(Path program, Scene scene, Node node, Path file, String name)
            throws IOException, InterruptedException {
        String stream = "logs-mesos-" + name;
        long began = System.nanoTime();
        try (Rsyslog rsyslog = new Rsyslog(program, scene, file, URI.create(node.url()), stream)) {
            node.awaitIndexed(stream, LINES);
            double seconds = (System.nanoTime() - began) / 1e9;
            Forwarded forwarded = new Forwarded(LINES / seconds, rsyslog.peakMib(), rsyslog.cpuSeconds());
            node.remove(stream);
            return forwarded;
        }
    }
}

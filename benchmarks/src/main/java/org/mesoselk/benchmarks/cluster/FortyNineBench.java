package org.mesoselk.benchmarks.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Http;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.cli.ledger.Ledger;
import org.mesoselk.cli.ledger.LedgerOptions;

/** {@code elk demo 1-49-3} beside the same nodes started by hand, four at a time, with the same client writing and searching. */
public final class FortyNineBench implements Bench {

    private static final int NODES = 49;
    private static final int AT_A_TIME = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final Pattern UP = Pattern.compile("scale to 49 .* ([0-9.]+) s until green");
    private static final Pattern DOWN =
            Pattern.compile("scale to 3 +([0-9.]+) s until the data-only members are empty");

    @Override
    public String name() {
        return "fortynine";
    }

    @Override
    public String summary() {
        return "elk demo 1-49-3 beside the same 49 nodes by hand; wants 20 GB of memory, half an hour each time";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    /** Seconds. */
    private record Run(double up, double empty) {}

    @Override
    public List<Row> run(int repetitions, Scene scene) throws IOException, InterruptedException {
        List<Run> ours = new ArrayList<>();
        List<Run> byHand = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            byHand.add(byHand(scene, repetition));
            ours.add(ours(scene, repetition));
        }
        return List.of(
                Row.compared(
                                "1 to 49 green, written to and searched",
                                "s",
                                ours.stream().map(Run::up).toList(),
                                "by hand",
                                byHand.stream().map(Run::up).toList())
                        .ratioAtMost(1.15),
                Row.compared(
                        "44 data-only nodes empty",
                        "s",
                        ours.stream().map(Run::empty).toList(),
                        "by hand",
                        byHand.stream().map(Run::empty).toList()));
    }

    private static Run byHand(Scene scene, int repetition) throws IOException, InterruptedException {
        try (ByHand cluster = new ByHand(scene, "hand-" + repetition, NodeOptions.SMALLEST)) {
            cluster.growTo(1);
            Http.send(
                    "PUT",
                    cluster.node() + "/demo",
                    "{\"settings\": {\"index.refresh_interval\": \"30s\", \"index.auto_expand_replicas\": \"0-all\"}}");
            LedgerOptions client = LedgerOptions.of("demo").withPauses(Duration.ofSeconds(2), Duration.ofMillis(500));
            List<URI> endpoints = List.of(URI.create(cluster.node()));
            try (Ledger ledger = Ledger.start(() -> endpoints, client)) {
                long began = System.nanoTime();
                cluster.growTo(NODES, AT_A_TIME);
                double up = (System.nanoTime() - began) / 1e9;
                Run run = new Run(up, Scene.seconds(cluster.emptyDataOnly()));
                scene.tell("  by hand: %s, %s", run, ledger.counts());
                return run;
            }
        }
    }

    private static Run ours(Scene scene, int repetition) throws IOException, InterruptedException {
        Path report = scene.folder().resolve("report-" + repetition);
        ProcessBuilder builder = new ProcessBuilder(
                        scene.checkout().resolve("elk").toString(),
                        "--home",
                        scene.folder().resolve("elk-" + repetition).toString(),
                        "demo",
                        "1-49-3",
                        "--report",
                        report.toString())
                .inheritIO();
        Process demo = builder.start();
        scene.endWithThisProgram(demo::destroy);
        if (!demo.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES) || demo.exitValue() != 0) {
            demo.destroy();
            throw new IOException("elk demo failed");
        }
        String text = Files.readString(report);
        return new Run(number(UP, text), number(DOWN, text));
    }

    private static double number(Pattern pattern, String report) throws IOException {
        Matcher matcher = pattern.matcher(report);
        if (!matcher.find()) {
            throw new IOException("the report says nothing of " + pattern + ":\n" + report);
        }
        return Double.parseDouble(matcher.group(1));
    }
}

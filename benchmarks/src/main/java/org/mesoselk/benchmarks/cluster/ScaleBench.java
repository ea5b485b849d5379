package org.mesoselk.benchmarks.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;

/** Real clusters: ours and one run by hand, by turns, on the same machine. */
public final class ScaleBench implements Bench {

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String summary() {
        return "nothing to 3 green, 3 to 5, 5 to 1, beside the same Elasticsearch processes run by hand";
    }

    @Override
    public int repetitions() {
        return 3;
    }

    /** Seconds of one repetition; {@code up} is all of {@code elk up}, {@code relocating} a part of {@code one} by hand. */
    private record Run(double up, double three, double five, double one, double relocating) {}

    @Override
    public List<Row> run(int repetitions, Scene scene) throws IOException, InterruptedException {
        List<Run> ours = new ArrayList<>();
        List<Run> byHand = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            byHand.add(byHand(scene, repetition));
            ours.add(ours(scene, repetition));
        }
        return List.of(
                compared("first launch to 3 green", ours, byHand, Run::three).ratioAtMost(1.10),
                Row.plain("`elk up` from nothing to 3 green", "s", values(ours, Run::up)),
                compared("3 to 5 green", ours, byHand, Run::five).ratioAtMost(1.15),
                compared("5 to 1 green, 10,000 documents", ours, byHand, Run::one)
                        .ratioAtMost(1.15),
                drain(ours, byHand));
    }

    private static Run byHand(Scene scene, int repetition) throws IOException, InterruptedException {
        try (ByHand cluster = new ByHand(scene, "hand-" + repetition, NodeOptions.SMALL)) {
            double three = seconds(() -> cluster.growTo(3));
            Documents.index(cluster.node());
            double five = seconds(() -> cluster.growTo(5));
            List<Duration> relocating = new ArrayList<>();
            double one = seconds(() -> relocating.add(cluster.shrinkTo(1).relocating()));
            Run run = new Run(0, three, five, one, Scene.seconds(relocating.get(0)));
            scene.tell("  by hand: %s", run);
            return run;
        }
    }

    private static Run ours(Scene scene, int repetition) throws IOException, InterruptedException {
        try (Elk elk = new Elk(scene, "elk-" + repetition)) {
            long began = System.nanoTime();
            elk.up(3, NodeOptions.SMALL);
            double three = Scene.seconds(Duration.between(elk.firstLaunch(), Instant.now()));
            elk.awaitUp();
            double up = (System.nanoTime() - began) / 1e9;
            Documents.index(elk.node());
            double five = seconds(() -> {
                elk.scale(5);
                elk.awaitGreen(5);
            });
            double one = seconds(() -> {
                elk.scale(1);
                elk.awaitGreen(1);
            });
            Run run = new Run(up, three, five, one, 0);
            scene.tell("  ours: %s", run);
            return run;
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static Row compared(
            String what, List<Run> ours, List<Run> byHand, java.util.function.ToDoubleFunction<Run> value) {
        return Row.compared(what, "s", values(ours, value), "by hand", values(byHand, value));
    }

    /** Ours beyond what by hand took, a drained node at a time. */
    private static Row drain(List<Run> ours, List<Run> byHand) {
        List<Double> beyond = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            beyond.add((ours.get(i).one() - byHand.get(i).one()) / 4);
        }
        return Row.plain("5 to 1: ours beyond by hand, a node", "s", beyond).atMost(5);
    }

    private static List<Double> values(List<Run> runs, java.util.function.ToDoubleFunction<Run> value) {
        return runs.stream().map(value::applyAsDouble).toList();
    }
}

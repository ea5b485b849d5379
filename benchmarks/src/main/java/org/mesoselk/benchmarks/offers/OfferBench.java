package org.mesoselk.benchmarks.offers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Row.Beside;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.Stats;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Offers evaluated per second on one thread, beside parsing their protobuf, in a JVM with the scheduler's own options. */
public final class OfferBench implements Bench {

    private static final List<Integer> SIZES = List.of(10, 1_000, 10_000, 50_000);
    private static final int AIMED_SIZE = 10_000;
    private static final double AIM_PER_SECOND = 50_000;
    private static final double FLAT = 2;
    private static final TimeValue ROUND = TimeValue.milliseconds(600);

    @Override
    public String name() {
        return "offers";
    }

    @Override
    public String summary() {
        return "offers evaluated per second on one thread, 10 to 50,000 agents, beside parsing them";
    }

    @Override
    public int repetitions() {
        return 3;
    }

    @Override
    public List<Row> run(int repetitions, Scene scene) throws RunnerException {
        List<Row> rows = new ArrayList<>();
        Map<Wanted, Map<Integer, Stats>> rates = new LinkedHashMap<>();
        for (int size : SIZES) {
            List<Double> parse = new ArrayList<>();
            List<Double> translate = new ArrayList<>();
            Map<Wanted, List<Double>> decide = new LinkedHashMap<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                parse.add(micros("parse", size, Wanted.NOBODY, scene));
                translate.add(micros("translate", size, Wanted.NOBODY, scene));
                for (Wanted wanted : Wanted.values()) {
                    decide.computeIfAbsent(wanted, any -> new ArrayList<>()).add(micros("decide", size, wanted, scene));
                }
            }
            for (Wanted wanted : Wanted.values()) {
                Row row = row(size, wanted, sum(translate, decide.get(wanted)), parse);
                rates.computeIfAbsent(wanted, any -> new LinkedHashMap<>()).put(size, row.ours());
                rows.add(row);
            }
        }
        rates.forEach((wanted, bySize) -> rows.add(flat(wanted, bySize)));
        return rows;
    }

    private static double micros(String method, int agents, Wanted wanted, Scene scene) throws RunnerException {
        var options = new OptionsBuilder()
                .include(OfferTick.class.getName() + "\\." + method + "$")
                .param("agents", Integer.toString(agents))
                .param("wanted", wanted.name())
                .forks(1)
                .warmupIterations(1)
                .warmupTime(ROUND)
                .measurementIterations(1)
                .measurementTime(ROUND)
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        double micros = results.iterator().next().getPrimaryResult().getScore();
        scene.tell("  %s %s, %d agents: %.2f µs an offer", method, wanted, agents, micros / agents);
        return micros;
    }

    private static List<Double> sum(List<Double> some, List<Double> others) {
        List<Double> sums = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            sums.add(some.get(i) + others.get(i));
        }
        return sums;
    }

    private static Row row(int size, Wanted wanted, List<Double> ours, List<Double> parse) {
        Row row = Row.compared(
                "offers of " + String.format(Locale.ROOT, "%,d", size) + " agents, " + words(wanted),
                "offers/s",
                perSecond(size, ours),
                "parsing alone",
                perSecond(size, parse));
        return size == AIMED_SIZE ? row.atLeast(AIM_PER_SECOND) : row;
    }

    private static List<Double> perSecond(int size, List<Double> micros) {
        return micros.stream().map(tick -> size * 1e6 / tick).toList();
    }

    private static Row flat(Wanted wanted, Map<Integer, Stats> rates) {
        Stats small = rates.get(1_000);
        Stats large = rates.get(50_000);
        double growth = small.median() / large.median();
        return new Row(
                "cost of an offer, " + words(wanted) + ": 50,000 agents to 1,000",
                "times",
                new Stats(growth, growth, growth),
                Optional.<Beside>empty(),
                Optional.empty(),
                "flat: ≤ " + FLAT + " times",
                Optional.of(growth <= FLAT));
    }

    private static String words(Wanted wanted) {
        return switch (wanted) {
            case NOBODY -> "nothing wanted (declined)";
            case NEW -> "one new member wants one";
            case RETURNING -> "one member waits for its own agent";
        };
    }
}

package org.mesoselk.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What many seeds have been through together. */
public final class Summary {
    private final long wanted;
    private final long began = System.nanoTime();
    private final Set<Long> orders = new HashSet<>();
    private final Map<String, Long> happenings = new TreeMap<>();
    private final Map<String, Long> struck = new TreeMap<>();
    private final Map<String, Long> transitions = new TreeMap<>();
    private final Map<String, Long> waits = new TreeMap<>();
    private long seeds;
    private long failures;
    private long turns;
    private long virtualMilliseconds;

    /** @param wanted so many seeds are to come */
    public Summary(long wanted) {
        this.wanted = wanted;
    }

    public synchronized void add(Outcome outcome) {
        seeds++;
        failures += outcome.violation().isPresent() ? 1 : 0;
        turns += outcome.tally().turns();
        virtualMilliseconds += outcome.virtualTime();
        orders.add(outcome.tally().order());
        outcome.happenings().forEach((kind, count) -> happenings.merge(kind.name(), (long) count, Long::sum));
        outcome.struck().forEach((risk, count) -> struck.merge(risk.name(), (long) count, Long::sum));
        outcome.tally().transitions().forEach((pair, count) -> transitions.merge(pair, count, Long::sum));
        outcome.tally().waits().forEach((wait, count) -> waits.merge(wait, count, Long::sum));
    }

    synchronized String line() {
        return String.format(
                Locale.ROOT, "%d of %d seeds, %.0f a second, %d failed", seeds, wanted, seeds / seconds(), failures);
    }

    synchronized void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d seeds in %.0f s (%.0f a second), %d failed; %d interleavings, %d turns, %d h of virtual time%n",
                seeds,
                seconds(),
                seeds / seconds(),
                failures,
                orders.size(),
                turns,
                Duration.ofMillis(virtualMilliseconds).toHours());
        out.println("faults: " + text(happenings));
        out.println("small things that went wrong: " + text(struck));
        out.println("member states x task states (" + transitions.size() + "): " + text(transitions));
        out.println("waits and vetoes (" + waits.size() + "): " + text(waits));
    }

    private double seconds() {
        return Math.max(0.001, (System.nanoTime() - began) / 1e9);
    }

    private static String text(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}

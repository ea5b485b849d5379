package org.mesoselk.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of the table.
 *
 * @param what is measured
 * @param unit of {@code ours} and {@code beside}
 * @param beside the peer or the limit, with its name; empty when there is none
 * @param ratio of ours to the peer's, repetition by repetition
 * @param aim as a sentence; empty when there is none
 * @param met whether the aim is met by the medians; empty without an aim
 */
public record Row(
        String what,
        String unit,
        Stats ours,
        Optional<Beside> beside,
        Optional<Stats> ratio,
        String aim,
        Optional<Boolean> met) {

    public record Beside(String name, Stats stats) {}

    public static Row plain(String what, String unit, List<Double> ours) {
        return new Row(what, unit, Stats.of(ours), Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    /** Two lists that were measured by turns: the same index is the same repetition. */
    public static Row compared(String what, String unit, List<Double> ours, String peer, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return new Row(
                what,
                unit,
                Stats.of(ours),
                Optional.of(new Beside(peer, Stats.of(theirs))),
                Optional.of(Stats.of(ratios)),
                "",
                Optional.empty());
    }

    public Row ratioAtMost(double most) {
        return aimed("ratio ≤ " + most, ratio.orElseThrow().median() <= most);
    }

    public Row ratioAtLeast(double least) {
        return aimed("ratio ≥ " + least, ratio.orElseThrow().median() >= least);
    }

    public Row atMost(double most) {
        return aimed("≤ " + trimmed(most) + " " + unit, ours.median() <= most);
    }

    public Row atLeast(double least) {
        return aimed("≥ " + String.format(java.util.Locale.ROOT, "%,.0f", least) + " " + unit, ours.median() >= least);
    }

    private Row aimed(String text, boolean isMet) {
        return new Row(what, unit, ours, beside, ratio, text, Optional.of(isMet));
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

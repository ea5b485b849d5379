package org.mesoselk.benchmarks;

import java.util.List;
import java.util.Locale;

/** What repeated measurements came to. */
public record Stats(double min, double median, double max) {

    public static Stats of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Stats(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** {@code min / median / max}, with as many decimals as their size asks for. */
    String text(String unit) {
        String values = min == max ? number(median) : number(min) + " / " + number(median) + " / " + number(max);
        return unit.isEmpty() ? values : values + " " + unit;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}

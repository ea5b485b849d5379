package org.mesoselk.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.ledger.Comparison;
import org.mesoselk.cli.ledger.LedgerCounts;
import org.mesoselk.cli.local.HomeMemory;

/**
 * What came of a demonstration.
 *
 * @param start until the first nodes were green
 * @param memory of the processes when all nodes ran
 * @param peakMb in use at most beyond what was before
 * @param leastFreeMb free when most was in use
 */
record DemoReport(
        DemoPlan plan,
        Duration start,
        StepTimes up,
        StepTimes down,
        LedgerCounts counts,
        Comparison comparison,
        List<String> failedSearches,
        Map<String, HomeMemory.Kind> memory,
        int peakMb,
        int leastFreeMb) {

    /** 49 nodes by hand, four at a time, on a machine of 2 cores and 24 GiB: all nodes after 460 s, green 10 s later. */
    private static final double BY_HAND_UP = 470;

    private static final double BY_HAND_EMPTY = 4.3;

    boolean good() {
        return comparison.complete() && counts.failedSearches() == 0;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Elasticsearch " + plan.from() + " -> " + plan.to() + " -> " + plan.back()
                + " nodes by three API calls, written to and searched all the while");
        lines.add(row("first start, " + plan.from() + " green", seconds(start)));
        lines.add(row(
                "scale to " + plan.to(),
                seconds(up.ready()) + " until all are ready, " + seconds(up.green()) + " until green" + perNode()
                        + (is49() ? ratio(up.green(), BY_HAND_UP) : "")));
        lines.add(row(
                "scale to " + plan.back(),
                emptied() + seconds(down.ready()) + " until they have left, " + seconds(down.green())
                        + " until green and done"));
        lines.add(row(
                "documents",
                counts.acknowledged() + " acknowledged, " + comparison.found() + " found, "
                        + comparison.missing().size() + " missing"));
        lines.add(row("searches", counts.searches() + ", of which " + counts.failedSearches() + " failed"));
        lines.add(row(
                "writes",
                counts.failedWrites() + " given up; longest time without an acknowledged one "
                        + seconds(counts.longestGap())));
        lines.add(row("memory", peakMb + " MB at most, " + leastFreeMb + " MB were left"));
        memory.forEach((kind, used) -> lines.add(row("", kind(kind, used))));
        comparison.missing().stream().limit(20).forEach(missing -> lines.add("missing: " + missing));
        failedSearches.stream().limit(20).forEach(failed -> lines.add("failed search: " + failed));
        return lines;
    }

    private boolean is49() {
        return plan.from() == 1 && plan.to() == 49;
    }

    private String perNode() {
        return String.format(
                Locale.ROOT, ", %.1f s a node", up.ready().toMillis() / 1000.0 / (plan.to() - plan.from()));
    }

    private String emptied() {
        String dataOnly = down.dataOnlyEmpty()
                .map(time -> seconds(time) + " until the data-only members are empty"
                        + (is49() ? ratio(time, BY_HAND_EMPTY) : "") + ", ")
                .orElse("");
        Optional<String> all = down.empty().map(time -> seconds(time) + " until all that leave are, ");
        return dataOnly + all.orElse("");
    }

    private static String kind(String kind, HomeMemory.Kind used) {
        String each = used.processes() == 1 ? "" : " of " + used.mb() / Math.max(1, used.processes()) + " MB";
        return used.mb() + " MB " + kind + (used.processes() == 1 ? "" : " (" + used.processes() + each + ")");
    }

    private static String ratio(Duration time, double byHand) {
        return String.format(Locale.ROOT, " (by hand %s s: %.2f times)", byHand, time.toMillis() / 1000.0 / byHand);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "  %-24s %s", name, value);
    }
}

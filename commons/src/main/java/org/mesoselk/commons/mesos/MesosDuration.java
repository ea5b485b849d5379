package org.mesoselk.commons.mesos;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Mesos writes them in flags and environments (stout's Duration): {@code 15mins}, {@code 1.5secs}, {@code 100ms}. */
public final class MesosDuration {

    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|secs|mins|hrs|days|weeks)");
    private static final Map<String, Long> NANOS = units();
    private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private MesosDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with one sentence when {@code text} is none
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not a duration: write a number and one of ns, us, ms, secs, mins, hrs, days, weeks, for example 15mins");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2))));
        if (nanos.compareTo(MOST_NANOS) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is too long a duration: Mesos knows at most 15250 weeks");
        }
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** The same in the largest unit that needs no fraction: {@code 90secs}. */
    public static String print(Duration duration) {
        long nanos = duration.toNanos();
        String printed = nanos + "ns";
        for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
            if (nanos != 0 && nanos % unit.getValue() == 0) {
                printed = nanos / unit.getValue() + unit.getKey();
            }
        }
        return printed;
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("ns", 1L);
        units.put("us", 1_000L);
        units.put("ms", 1_000_000L);
        units.put("secs", 1_000_000_000L);
        units.put("mins", 60_000_000_000L);
        units.put("hrs", 3_600_000_000_000L);
        units.put("days", 86_400_000_000_000L);
        units.put("weeks", 604_800_000_000_000L);
        return units;
    }
}

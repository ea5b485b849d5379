package org.mesoselk.executor.logstash.forwarder.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an index for each period, as Logstash writes it: {@code mesos-logs-%{+yyyy.MM.dd}}. Times are UTC.
 *
 * @param prefix what comes before the time
 * @param format of the time
 * @param suffix what comes behind it
 */
public record IndexPattern(String prefix, String format, String suffix) {

    private static final Pattern SHAPE = Pattern.compile("([^%{}]*)%\\{\\+([^{}]*)}([^%{}]*)");

    /** Years, months, days and hours; YYYY as Logstash's default pattern has it. */
    private static final Pattern FORMAT = Pattern.compile("(yyyy|YYYY)([._-]?MM([._-]?dd([._-]?HH)?)?)?");

    /** What Elasticsearch takes as the beginning of a name. */
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,199}");

    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9_.-]{0,30}");

    /** @throws IllegalArgumentException with a clause about what is wrong with it */
    public static IndexPattern parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()
                || !FORMAT.matcher(shape.group(2)).matches()
                || !PREFIX.matcher(shape.group(1)).matches()
                || !SUFFIX.matcher(shape.group(3)).matches()) {
            throw new IllegalArgumentException(
                    "output.index is '" + text + "'; it is to be a name in small letters with"
                            + " the time in it, such as mesos-logs-%{+yyyy.MM.dd} (yyyy, MM, dd, HH)");
        }
        return new IndexPattern(shape.group(1), shape.group(2), shape.group(3));
    }

    /** The index of what is first read at {@code time}. */
    public String at(Instant time) {
        return prefix
                + DateTimeFormatter.ofPattern(format.replace('Y', 'y').replace("yyyy", "uuuu"), Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(time)
                + suffix;
    }

    /** All of them, for an index template. */
    public String wildcard() {
        return prefix + "*" + suffix;
    }

    /** The name without the time, for what is named after it. */
    public String stem() {
        String stem = prefix + suffix;
        return stem.replaceAll("[._-]+$", "");
    }
}

package org.mesoselk.localmesos;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as Mesos' flags have them: {@code 15secs}, {@code 10mins}, {@code 500ms}; {@code 15s} and {@code 10m} too. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|secs|m|mins|h|hrs|d|days|weeks)");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration; write it like 15secs or 500ms");
        }
        double millis = Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s", "secs" -> 1000;
                    case "m", "mins" -> 60_000;
                    case "h", "hrs" -> 3_600_000;
                    case "d", "days" -> 86_400_000;
                    default -> 604_800_000;
                };
        return Duration.ofMillis(Math.round(millis));
    }
}

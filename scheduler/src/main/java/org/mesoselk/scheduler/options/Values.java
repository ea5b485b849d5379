package org.mesoselk.scheduler.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that were given, read as what they shall be. A value that cannot be read is noted as a fault and answered
 * with something harmless, so that one start names all faults.
 */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([mMgGtT]?)[iI]?[bB]?");

    private final Map<String, Flag> flags;
    private final Map<String, List<Given>> given;
    private final List<String> faults = new ArrayList<>();

    /** @param origin the value as it was written and where, for messages */
    record Given(String value, String origin) {}

    Values(Map<String, Flag> flags, Map<String, List<Given>> given) {
        this.flags = flags;
        this.given = given;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    boolean isGiven(String flag) {
        return !all(flag).isEmpty();
    }

    List<Given> all(String flag) {
        if (!flags.containsKey(flag)) {
            throw new IllegalArgumentException("no such option: " + flag);
        }
        return given.getOrDefault(flag, List.of());
    }

    /** The value that was given, else the standard one; empty when there is neither. */
    Optional<Given> one(String flag) {
        List<Given> all = all(flag);
        if (!all.isEmpty()) {
            return Optional.of(all.get(0));
        }
        String standard = flags.get(flag).standard();
        return standard.isEmpty() ? Optional.empty() : Optional.of(new Given(standard, flag + " " + standard));
    }

    Optional<String> text(String flag) {
        return one(flag).map(Given::value);
    }

    String required(String flag, String example) {
        Optional<String> value = text(flag);
        if (value.isEmpty()) {
            fault(flag + " is missing: give it, or " + flags.get(flag).variable() + ", e.g. " + example);
        }
        return value.orElse("");
    }

    String matching(String flag, String fallback, Pattern pattern, String rule) {
        Given value = one(flag).orElse(new Given(fallback, flag + " " + fallback));
        if (!pattern.matcher(value.value()).matches()) {
            fault(value.origin() + ": " + rule);
        }
        return value.value();
    }

    int integer(String flag, int min, int max) {
        Given value = one(flag).orElseThrow();
        try {
            int number = Integer.parseInt(value.value());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        fault(value.origin() + ": must be a whole number from " + min + " to " + max);
        return min;
    }

    double cores(String flag) {
        Given value = one(flag).orElseThrow();
        try {
            double number = Double.parseDouble(value.value());
            if (number >= 0.01 && number <= 1024) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        fault(value.origin() + ": must be a number of cores from 0.01 to 1024, e.g. 0.5");
        return 1;
    }

    /** MiB. */
    Optional<Integer> megabytes(String flag, int min) {
        return one(flag).map(value -> {
            Matcher matcher = SIZE.matcher(value.value());
            if (matcher.matches()) {
                long number = Long.parseLong(matcher.group(1))
                        * switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                            case "g" -> 1024L;
                            case "t" -> 1024L * 1024L;
                            default -> 1L;
                        };
                if (number >= min && number <= Integer.MAX_VALUE) {
                    return (int) number;
                }
            }
            fault(value.origin() + ": must be a size of at least " + min
                    + " MiB: a number of MiB, or with a unit (2g)");
            return min;
        });
    }

    Duration duration(String flag) {
        return duration(flag, "");
    }

    /** @param otherwise what else it may be, for the message */
    Duration duration(String flag, String otherwise) {
        Given value = one(flag).orElseThrow();
        Matcher matcher = DURATION.matcher(value.value());
        if (!matcher.matches()) {
            fault(value.origin() + ": must be a time with its unit (ms, s, m, h, d), e.g. 60s or 7d"
                    + (otherwise.isEmpty() ? "" : ", " + otherwise));
            return Duration.ofSeconds(1);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}

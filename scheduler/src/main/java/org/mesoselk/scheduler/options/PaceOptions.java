package org.mesoselk.scheduler.options;

import java.time.Duration;
import java.util.Optional;

/**
 * How patient the framework is.
 *
 * @param replaceAfter empty for {@code never}
 */
public record PaceOptions(
        Duration killGrace, Duration spreadPatience, int drainTogether, Optional<Duration> replaceAfter) {

    private static final String NEVER = "never";

    static PaceOptions from(Values values) {
        return new PaceOptions(
                killGrace(values),
                values.duration("--spread-patience"),
                values.integer("--drain-together", 1, 49),
                replaceAfter(values));
    }

    /** {@code --kill-grace}. */
    static Duration killGrace(Values values) {
        Duration grace = values.duration("--kill-grace");
        if (grace.isZero()) {
            values.fault("--kill-grace: must be more than 0, or what runs cannot close its files");
        }
        return grace;
    }

    private static Optional<Duration> replaceAfter(Values values) {
        if (values.text("--replace-after").filter(NEVER::equals).isPresent()) {
            return Optional.empty();
        }
        Duration time = values.duration("--replace-after", "or 'never'");
        if (time.isZero()) {
            values.fault("--replace-after: must be more than 0, or a member would be replaced while its agent restarts;"
                    + " 'never' waits for ever");
        }
        return Optional.of(time);
    }
}

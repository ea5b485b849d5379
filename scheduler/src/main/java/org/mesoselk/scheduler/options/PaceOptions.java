package org.mesoselk.scheduler.options;

import java.time.Duration;

/** How patient the framework is. */
public record PaceOptions(Duration killGrace, Duration spreadPatience, int drainTogether) {

    static PaceOptions from(Values values) {
        Duration grace = values.duration("--kill-grace");
        if (grace.isZero()) {
            values.fault("--kill-grace: must be more than 0, or a node cannot close its files");
        }
        return new PaceOptions(grace, values.duration("--spread-patience"), values.integer("--drain-together", 1, 49));
    }
}

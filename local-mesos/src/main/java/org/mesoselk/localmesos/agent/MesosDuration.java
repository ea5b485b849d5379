package org.mesoselk.localmesos.agent;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Durations as Mesos writes them: the largest unit that gives at least 1, as in 15mins, 1.5secs, 100ms. */
final class MesosDuration {

    private enum Unit {
        weeks(Duration.ofDays(7)),
        days(Duration.ofDays(1)),
        hrs(Duration.ofHours(1)),
        mins(Duration.ofMinutes(1)),
        secs(Duration.ofSeconds(1)),
        ms(Duration.ofMillis(1)),
        ns(Duration.ofNanos(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }
    }

    private MesosDuration() {}

    static String format(Duration duration) {
        for (Unit unit : Unit.values()) {
            if (duration.compareTo(unit.length) >= 0) {
                return BigDecimal.valueOf(duration.toNanos())
                                .divide(BigDecimal.valueOf(unit.length.toNanos()), MathContext.DECIMAL64)
                                .stripTrailingZeros()
                                .toPlainString()
                        + unit.name();
            }
        }
        return "0ns";
    }
}

package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Holds offers back to so many a second; what was not used for longer than two seconds is lost. */
final class OfferRate {

    /** More than the pause between two allocations, or a part of each would be lost. */
    private static final double MOST_SECONDS = 2;

    private final Optional<Double> perSecond;
    private double available;
    private Instant counted;

    OfferRate(Optional<Double> perSecond, Instant now) {
        this.perSecond = perSecond;
        this.counted = now;
    }

    /** How many offers may go out now. */
    int available(Instant now) {
        if (perSecond.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        double rate = perSecond.get();
        double earned = Duration.between(counted, now).toMillis() / 1000.0 * rate;
        counted = now;
        available = Math.min(Math.max(1, rate * MOST_SECONDS), available + earned);
        return (int) available;
    }

    void taken(int offers) {
        available -= offers;
    }
}

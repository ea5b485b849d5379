package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Holds offers back to so many a second; what was not used of one second is lost with it. */
final class OfferRate {

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
        available = Math.min(Math.max(1, rate), available + earned);
        return (int) available;
    }

    void taken(int offers) {
        available -= offers;
    }
}

package org.mesoselk.executor.logstash.forwarder.read;

import java.time.InstantSource;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.event.IndexPattern;

/** Which index lines go to, when each day or hour has one of its own. */
final class Periods {

    private static final long HOUR_SECONDS = 3600;

    private final Optional<IndexPattern> pattern;
    private final InstantSource clock;
    private long hour = Long.MIN_VALUE;
    private String name = "";

    /** @param pattern empty when all go to a data stream */
    Periods(Optional<IndexPattern> pattern, InstantSource clock) {
        this.pattern = pattern;
        this.clock = clock;
    }

    /** The present one; empty with a data stream. */
    String now() {
        if (pattern.isPresent()) {
            long current = Math.floorDiv(clock.instant().getEpochSecond(), HOUR_SECONDS);
            if (current != hour) {
                hour = current;
                name = pattern.get().at(clock.instant());
            }
        }
        return name;
    }

    /**
     * For lines that an executor before may have sent already.
     *
     * @param stored where they went; empty when that was a data stream
     */
    String goingOn(String stored) {
        return pattern.isEmpty() || stored.isEmpty() ? now() : stored;
    }

    /**
     * The offset from which the lines of a file belong to another index than those before.
     *
     * @return more than any offset when they all belong to the same
     */
    long end(Tail tail) {
        return tail.index().equals(now()) ? Long.MAX_VALUE : tail.sentBefore();
    }
}

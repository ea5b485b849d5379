package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an agent is planned to be down for maintenance; without a duration, until further notice. */
public record Unavailability(Instant start, Optional<Duration> duration) {

    public boolean isOver(Instant now) {
        return duration.filter(length -> !now.isBefore(start.plus(length))).isPresent();
    }

    /** As a clause: "from … until …". */
    public String words() {
        return "from " + start
                + duration.map(length -> " until " + start.plus(length)).orElse(" until further notice");
    }
}

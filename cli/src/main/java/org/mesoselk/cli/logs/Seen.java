package org.mesoselk.cli.logs;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Which lines have been shown, so that none comes twice however often a time is searched. Lines do not become searchable in
 * the order of their times: what was read first may be sent again for minutes while other agents' lines pass.
 */
final class Seen {

    /** A line that becomes searchable when newer ones are older than this is not shown; what is kept is bounded by it. */
    static final Duration KEPT = Duration.ofHours(1);

    private final Map<String, Instant> times = new HashMap<>();
    private Instant from;
    private Instant newest;

    /** @param from of the first line that is of interest */
    Seen(Instant from) {
        this.from = asSearched(from);
        this.newest = this.from;
    }

    /** Lines before it are of no interest any more. */
    Instant from() {
        return from;
    }

    Instant newest() {
        return newest;
    }

    /** Lines since {@link #from}. */
    int count() {
        return times.size();
    }

    /** @return whether it is new, and of interest */
    boolean add(LogLine line) {
        Instant time = time(line);
        if (time.isBefore(from) || times.putIfAbsent(line.id(), time) != null) {
            return false;
        }
        newest = time.isAfter(newest) ? time : newest;
        return true;
    }

    /** Forgets what is too old to be looked for. */
    void moveOn() {
        Instant oldest = asSearched(newest.minus(KEPT));
        if (oldest.isAfter(from)) {
            from = oldest;
            times.values().removeIf(time -> time.isBefore(oldest));
        }
    }

    /** Elasticsearch knows times no finer, and cuts what is finer in a query. */
    private static Instant asSearched(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant time(LogLine line) {
        try {
            return Instant.parse(line.time());
        } catch (DateTimeParseException e) {
            return newest;
        }
    }
}

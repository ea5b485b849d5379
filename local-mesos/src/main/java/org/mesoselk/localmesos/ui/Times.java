package org.mesoselk.localmesos.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Points in time as people read them. */
final class Times {

    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Times() {}

    static Html full(Instant time) {
        return Html.of("<time datetime=\"{}\">{}</time>", time.truncatedTo(ChronoUnit.SECONDS), FULL.format(time));
    }

    /** How long ago; the point itself shows when one points at it. */
    static Html ago(Instant time, Instant now) {
        return Html.of(
                "<time datetime=\"{}\" title=\"{}\">{}</time>",
                time.truncatedTo(ChronoUnit.SECONDS),
                FULL.format(time),
                words(Duration.between(time, now)));
    }

    static Html ago(Optional<Instant> time, Instant now) {
        return time.map(known -> ago(known, now)).orElse(Html.of("&ndash;"));
    }

    private static String words(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 5) {
            return "just now";
        } else if (seconds < 60) {
            return seconds + " seconds ago";
        } else if (seconds < 3600) {
            return count(age.toMinutes(), "minute");
        } else if (seconds < 86_400) {
            return count(age.toHours(), "hour");
        }
        return count(age.toDays(), "day");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s") + " ago";
    }
}

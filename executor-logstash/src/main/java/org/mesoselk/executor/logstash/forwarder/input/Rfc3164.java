package org.mesoselk.executor.logstash.forwarder.input;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Oct 11 22:14:15 host tag[pid]: text}, behind the priority. Real senders leave parts out; what is not there is not told, and
 * the rest is the message.
 */
final class Rfc3164 {

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final Pattern HEADER = Pattern.compile(
            "([A-Z][a-z]{2}) ([ 0-9][0-9]) ([0-9]{2}):([0-9]{2}):([0-9]{2}) (\\S+) (.*)", Pattern.DOTALL);

    private static final Pattern TAG =
            Pattern.compile("([^\\s\\[\\]:]{1,48})(?:\\[([^\\]]{1,128})\\])?: ?(.*)", Pattern.DOTALL);

    /** A clock may be ahead; a message that seems to be of the far future is of last year. */
    private static final Duration AHEAD = Duration.ofDays(2);

    private Rfc3164() {}

    static SyslogMessage parse(int priority, String text, Instant now, ZoneId zone) {
        Matcher header = HEADER.matcher(text);
        Optional<Instant> time = header.matches() ? time(header, now, zone) : Optional.empty();
        if (time.isEmpty()) {
            return message(priority, Optional.empty(), Optional.empty(), text);
        }
        return message(priority, time, Optional.of(header.group(6)), header.group(7));
    }

    private static SyslogMessage message(int priority, Optional<Instant> time, Optional<String> host, String text) {
        Matcher tag = TAG.matcher(text);
        boolean tagged = tag.matches();
        return new SyslogMessage(
                priority,
                0,
                time,
                host,
                tagged ? Optional.of(tag.group(1)) : Optional.empty(),
                tagged ? Optional.ofNullable(tag.group(2)) : Optional.empty(),
                Optional.empty(),
                Map.of(),
                tagged ? tag.group(3) : text);
    }

    private static Optional<Instant> time(Matcher header, Instant now, ZoneId zone) {
        int month = MONTHS.indexOf(header.group(1)) + 1;
        int year = now.atZone(zone).getYear();
        // The last days of a year may be told of in the next, and the first of the next by a clock that is ahead.
        for (int candidate : new int[] {year + 1, year, year - 1}) {
            try {
                Instant time = LocalDateTime.of(
                                candidate,
                                month,
                                Integer.parseInt(header.group(2).strip()),
                                Integer.parseInt(header.group(3)),
                                Integer.parseInt(header.group(4)),
                                Integer.parseInt(header.group(5)))
                        .atZone(zone)
                        .toInstant();
                if (!time.isAfter(now.plus(AHEAD))) {
                    return Optional.of(time);
                }
            } catch (DateTimeException noSuchDay) {
                // February 29th is in one of them, or it is no date at all.
            }
        }
        return Optional.empty();
    }
}

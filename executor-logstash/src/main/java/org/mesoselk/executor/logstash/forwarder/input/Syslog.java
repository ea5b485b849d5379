package org.mesoselk.executor.logstash.forwarder.input;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads syslog messages of both RFCs. */
public final class Syslog {

    /** Facility 23, severity 7. */
    private static final int HIGHEST_PRIORITY = 191;

    private static final Pattern PRIORITY = Pattern.compile("<([0-9]{1,3})>");

    private Syslog() {}

    /**
     * Reads one message.
     *
     * @param now and {@code zone}: RFC 3164 tells neither year nor zone
     * @return empty when it is of neither RFC
     */
    public static Optional<SyslogMessage> parse(String text, Instant now, ZoneId zone) {
        Matcher start = PRIORITY.matcher(text);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        int priority = Integer.parseInt(start.group(1));
        if (priority > HIGHEST_PRIORITY) {
            return Optional.empty();
        }
        String rest = text.substring(start.end());
        return rest.startsWith("1 ")
                ? Rfc5424.parse(priority, rest.substring(2))
                : Optional.of(Rfc3164.parse(priority, rest, now, zone));
    }
}

package org.mesoselk.executor.logstash.forwarder.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An instant as Elasticsearch's {@code date} type takes it: {@code 2026-11-29T14:00:00.000Z}. */
public final class Timestamp {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamp() {}

    public static byte[] bytes(Instant instant) {
        return MILLIS.format(instant).getBytes(US_ASCII);
    }
}

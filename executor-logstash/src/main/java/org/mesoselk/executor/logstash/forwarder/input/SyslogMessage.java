package org.mesoselk.executor.logstash.forwarder.input;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a syslog message says.
 *
 * @param priority 8 times the facility and the severity
 * @param version 1 for RFC 5424, 0 for RFC 3164
 * @param structured the data of RFC 5424: parameters by the id of their element
 */
public record SyslogMessage(
        int priority,
        int version,
        Optional<Instant> timestamp,
        Optional<String> hostname,
        Optional<String> appName,
        Optional<String> procId,
        Optional<String> msgId,
        Map<String, Map<String, String>> structured,
        String message) {

    int facility() {
        return priority / 8;
    }

    int severity() {
        return priority % 8;
    }
}

package org.mesoselk.executor.logstash.forwarder.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG}, behind the priority and the version. */
final class Rfc5424 {

    private static final int FIELDS = 5;
    private static final String NIL = "-";
    private static final String BOM = "\ufeff";

    private Rfc5424() {}

    /** @return empty when it does not keep to the form */
    static Optional<SyslogMessage> parse(int priority, String text) {
        String[] parts = text.split(" ", FIELDS + 1);
        if (parts.length <= FIELDS) {
            return Optional.empty();
        }
        Optional<Instant> time = Optional.empty();
        if (!parts[0].equals(NIL)) {
            try {
                time = Optional.of(OffsetDateTime.parse(parts[0]).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        Map<String, Map<String, String>> structured = new LinkedHashMap<>();
        int end = structured(parts[FIELDS], structured);
        if (end < 0) {
            return Optional.empty();
        }
        String message = parts[FIELDS].substring(Math.min(end + 1, parts[FIELDS].length()));
        return Optional.of(new SyslogMessage(
                priority,
                1,
                time,
                some(parts[1]),
                some(parts[2]),
                some(parts[3]),
                some(parts[4]),
                structured,
                message.startsWith(BOM) ? message.substring(1) : message));
    }

    private static Optional<String> some(String field) {
        return field.equals(NIL) || field.isEmpty() ? Optional.empty() : Optional.of(field);
    }

    /** @return where it ends; -1 when it does not keep to the form */
    private static int structured(String text, Map<String, Map<String, String>> into) {
        if (text.startsWith(NIL)) {
            return text.length() == 1 || text.charAt(1) == ' ' ? 1 : -1;
        }
        int at = 0;
        while (at < text.length() && text.charAt(at) == '[') {
            at = element(text, at + 1, into);
            if (at < 0) {
                return -1;
            }
        }
        return at > 0 && (at == text.length() || text.charAt(at) == ' ') ? at : -1;
    }

    private static int element(String text, int start, Map<String, Map<String, String>> into) {
        int at = nameEnd(text, start);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (at == start) {
            return -1;
        }
        into.put(text.substring(start, at), parameters);
        while (at < text.length() && text.charAt(at) == ' ') {
            int name = at + 1;
            int equals = nameEnd(text, name);
            if (equals == name || !text.startsWith("=\"", equals)) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            while (at < text.length() && text.charAt(at) != '"') {
                boolean escapes =
                        text.charAt(at) == '\\' && at + 1 < text.length() && "\"\\]".indexOf(text.charAt(at + 1)) >= 0;
                at += escapes ? 1 : 0;
                value.append(text.charAt(at++));
            }
            if (at >= text.length()) {
                return -1;
            }
            at++;
            parameters.put(text.substring(name, equals), value.toString());
        }
        return at < text.length() && text.charAt(at) == ']' ? at + 1 : -1;
    }

    private static int nameEnd(String text, int start) {
        int at = start;
        while (at < text.length() && " =]\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}

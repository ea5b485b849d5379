package org.mesoselk.executor.logstash.forwarder.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.event.IndexPattern;
import org.mesoselk.executor.logstash.forwarder.event.Timestamp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/** Makes the two lines of the bulk API out of what a sender has sent; malformed input becomes an event with a tag. */
final class NetworkEvent {

    /** Logstash's tags for the same. */
    static final String NO_SYSLOG = "_syslogparsefailure";

    static final String NO_JSON = "_jsonparsefailure";

    private static final ObjectWriter WRITER = Json.mapper().writer().without(SerializationFeature.INDENT_OUTPUT);

    private final String host;
    private final String agentId;
    private final Output output;
    private final Optional<IndexPattern> index;

    NetworkEvent(String host, String agentId, Output output) {
        this.host = host;
        this.agentId = agentId;
        this.output = output;
        this.index = output.index().map(IndexPattern::parse);
    }

    /** @param id of the document; @param peer address of the sender */
    byte[] item(String id, String format, byte[] bytes, String peer, Instant now, ZoneId zone) {
        String text = new String(bytes, UTF_8);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("@timestamp", new String(Timestamp.bytes(now), UTF_8));
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("source", Map.of("address", peer));
        event.put("host", Map.of("name", host));
        event.put("mesos", Map.of("agent", Map.of("id", agentId)));
        if (index.isEmpty()) {
            event.put(
                    "data_stream",
                    Map.of("type", "logs", "dataset", output.dataset(), "namespace", output.namespace()));
        }
        event.put("log", log);
        switch (format) {
            case Listener.SYSLOG -> syslog(text, event, log, now, zone);
            case Listener.JSON -> json(text, event);
            default -> event.put("message", text);
        }
        Map<String, Object> operation = new LinkedHashMap<>();
        // By when it came, not by what it says of itself: nobody can have it written into an index of long ago.
        index.ifPresent(pattern -> operation.put("_index", pattern.at(now)));
        operation.put("_id", id);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WRITER.writeValueAsBytes(Map.of("create", operation)));
        out.write('\n');
        out.writeBytes(WRITER.writeValueAsBytes(event));
        out.write('\n');
        return out.toByteArray();
    }

    private static void syslog(
            String text, Map<String, Object> event, Map<String, Object> log, Instant now, ZoneId zone) {
        Optional<SyslogMessage> parsed = Syslog.parse(text, now, zone);
        if (parsed.isEmpty()) {
            event.put("message", text);
            event.put("tags", List.of(NO_SYSLOG));
            return;
        }
        SyslogMessage message = parsed.get();
        message.timestamp().ifPresent(time -> event.put("@timestamp", new String(Timestamp.bytes(time), UTF_8)));
        event.put("message", message.message());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("priority", message.priority());
        fields.put("facility", Map.of("code", message.facility()));
        fields.put("severity", Map.of("code", message.severity()));
        message.hostname().ifPresent(value -> fields.put("hostname", value));
        message.appName().ifPresent(value -> fields.put("appname", value));
        message.procId().ifPresent(value -> fields.put("procid", value));
        message.msgId().ifPresent(value -> fields.put("msgid", value));
        if (message.version() > 0) {
            fields.put("version", String.valueOf(message.version()));
        }
        if (!message.structured().isEmpty()) {
            fields.put("structured_data", message.structured());
        }
        log.put("syslog", fields);
    }

    /** The sender's fields win; what it does not say is as of other events. */
    private static void json(String text, Map<String, Object> event) {
        try {
            JsonNode sent = Json.tree(text.getBytes(UTF_8));
            if (sent.isObject()) {
                sent.properties().forEach(field -> event.put(field.getKey(), field.getValue()));
                return;
            }
        } catch (JacksonException e) {
            // Told by the tag; the text is kept.
        }
        event.put("message", text);
        event.put("tags", List.of(NO_JSON));
    }
}

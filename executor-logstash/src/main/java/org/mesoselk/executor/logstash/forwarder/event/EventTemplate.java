package org.mesoselk.executor.logstash.forwarder.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.mesoselk.commons.logstash.LogstashTask.Output;

/**
 * The parts of an event that are the same for each line of a file, as bytes, so that a line costs little more than
 * being copied. Two lines of the bulk API: the operation with the document's id, and the document in ECS field names.
 */
public final class EventTemplate {

    private static final byte[] AFTER_ID = bytes("\"}}\n{\"@timestamp\":\"");
    private static final byte[] MESSAGE = bytes("\",\"message\":\"");
    private static final byte[] OFFSET = bytes("\",\"log\":{\"offset\":");
    private static final byte[] TRUNCATED = bytes(",\"flags\":[\"truncated\"]");
    private static final byte[] MULTILINE = bytes(",\"flags\":[\"multiline\"]");
    private static final int LONGEST_NUMBER = 20;
    private static final int TIMESTAMP = 24;

    private final byte[] operation;
    private final byte[] constant;

    private EventTemplate(byte[] operation, byte[] constant) {
        this.operation = operation;
        this.constant = constant;
    }

    /** What a line is beside its text. */
    public enum Kind {
        WHOLE,
        /** A last line whose end has not come. */
        UNFINISHED,
        /** The line goes on in the next event. */
        TRUNCATED,
        /** Several lines joined. */
        MULTILINE
    }

    /**
     * Builds the constant parts once.
     *
     * @param fileId the file's identity in document ids: letters, digits, {@code _} and {@code -}
     * @param path of the file on the agent
     * @param index that the event goes to; empty for the data stream that the request names
     */
    public static EventTemplate of(String fileId, String path, Origin origin, Output output, String index) {
        ConstantFields fields = new ConstantFields();
        fields.raw(",\"file\":{").text("path", path).raw("}}");
        fields.raw(",\"host\":{").text("name", origin.host()).raw("}");
        if (index.isEmpty()) {
            fields.raw(",\"data_stream\":{\"type\":\"logs\",")
                    .text("dataset", output.dataset())
                    .raw(",");
            fields.text("namespace", output.namespace()).raw("}");
        }
        if (origin.sandbox().isPresent()) {
            sandbox(fields, origin.sandbox().get());
        } else {
            fields.raw(",\"mesos\":{\"agent\":{").text("id", origin.agentId()).raw("}}");
        }
        fields.raw("}\n");
        String where = index.isEmpty() ? "" : "\"_index\":\"" + index + "\",";
        return new EventTemplate(bytes("{\"create\":{" + where + "\"_id\":\"" + fileId + "-"), fields.bytes());
    }

    private static void sandbox(ConstantFields fields, Origin.Sandbox sandbox) {
        fields.raw(",").text("stream", sandbox.stream());
        fields.raw(",\"container\":{").text("id", sandbox.containerId()).raw("}");
        fields.raw(",\"mesos\":{\"agent\":{").text("id", sandbox.agentId()).raw("}");
        fields.raw(",\"framework\":{").text("id", sandbox.frameworkId());
        sandbox.frameworkName().ifPresent(name -> fields.raw(",").text("name", name));
        fields.raw("},\"executor\":{").text("id", sandbox.executorId()).raw("}");
        sandbox.taskId().ifPresent(id -> {
            fields.raw(",\"task\":{").text("id", id);
            sandbox.taskName().ifPresent(name -> fields.raw(",").text("name", name));
            fields.raw("}");
        });
        fields.raw("}");
    }

    /** So many bytes at most does a line of {@code length} bytes become. */
    public int room(int length) {
        return operation.length
                + AFTER_ID.length
                + MESSAGE.length
                + OFFSET.length
                + MULTILINE.length
                + constant.length
                + 3 * LONGEST_NUMBER
                + TIMESTAMP
                + JsonText.WORST_GROWTH * length;
    }

    /**
     * Writes one event. The offset of a whole line says which bytes it is; where else an event ends depends on time and
     * options, so that its length becomes part of the document's id: another cut is another document, and nothing is
     * taken for delivered that is only begun alike.
     *
     * @param text where {@code from[start..end)} is the line
     * @param offset of its first byte in the file
     * @param timestamp see {@link Timestamp}
     * @param to has {@link #room} behind {@code at}
     * @return where it ends in {@code to}
     */
    public int write(byte[] text, int start, int end, long offset, Kind kind, byte[] timestamp, byte[] to, int at) {
        int out = copy(operation, to, at);
        out = number(offset, to, out);
        if (kind != Kind.WHOLE) {
            to[out] = '-';
            out = number((long) end - start, to, out + 1);
        }
        out = copy(AFTER_ID, to, out);
        out = copy(timestamp, to, out);
        out = copy(MESSAGE, to, out);
        out = JsonText.write(text, start, end, to, out);
        out = copy(OFFSET, to, out);
        out = number(offset, to, out);
        if (kind == Kind.TRUNCATED || kind == Kind.MULTILINE) {
            out = copy(kind == Kind.TRUNCATED ? TRUNCATED : MULTILINE, to, out);
        }
        return copy(constant, to, out);
    }

    private static int copy(byte[] part, byte[] to, int at) {
        System.arraycopy(part, 0, to, at, part.length);
        return at + part.length;
    }

    private static int number(long value, byte[] to, int at) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}

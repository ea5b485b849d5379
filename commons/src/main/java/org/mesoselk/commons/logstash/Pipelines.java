package org.mesoselk.commons.logstash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Framework message from the scheduler to a Logstash executor whose engine is {@link LogstashTask#LOGSTASH}: these
 * pipelines are to run now instead of those before. The answer is {@link OfficialReport#running} or {@link
 * OfficialReport#refused} with the {@link #fingerprint} of these.
 *
 * @param type always {@code pipelines}
 * @param pipelines text by name; empty means the default pipeline
 */
public record Pipelines(String type, Map<String, String> pipelines) {

    public static final String TYPE = "pipelines";

    /** Of a pipeline: it becomes part of file names. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    private static final int FINGERPRINT_BYTES = 8;

    public static Pipelines of(Map<String, String> pipelines) {
        return new Pipelines(TYPE, Map.copyOf(pipelines));
    }

    /** 16 hexadecimal digits that are the same for the same names and texts, whatever their order. */
    public static String fingerprint(Map<String, String> pipelines) {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(pipelines).forEach((name, text) -> {
                sum.update(sized(name));
                sum.update(sized(text));
            });
            return HexFormat.of().formatHex(sum.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With its length before it, so that a name's end cannot be taken for a text's beginning. */
    private static byte[] sized(String text) {
        return (text.length() + ":" + text).getBytes(StandardCharsets.UTF_8);
    }
}

package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a real Logstash 8.15.0 has printed and answered. */
public final class Recorded {

    private Recorded() {}

    public static byte[] bytes(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/logstash/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
    }
}

package org.mesoselk.executor.logstash.official.render;

import java.util.List;
import java.util.stream.Collectors;

/** Writes values in Logstash's configuration language, in which a string has no escapes. */
public final class Lscl {

    private Lscl() {}

    /** @throws IllegalArgumentException with a sentence when the language has no way to write {@code text} */
    public static String string(String text) {
        if (!text.endsWith("\\") && !text.contains("\"")) {
            return "\"" + text + "\"";
        }
        if (!text.endsWith("\\") && !text.contains("'")) {
            return "'" + text + "'";
        }
        throw new IllegalArgumentException("Logstash's configuration language cannot hold " + text
                + ": a string in it has either kind of quotes but not both, and no backslash at its end.");
    }

    /** {@code ["a", "b"]} */
    public static String array(List<String> texts) {
        return texts.stream().map(Lscl::string).collect(Collectors.joining(", ", "[", "]"));
    }
}

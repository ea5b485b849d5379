package org.mesoselk.executor.kibana.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Picks from the end of Kibana's output the one line that tells why it ended. All lines print FATAL and the error at last;
 * up to 7.x the log itself is JSON, from 8 on it is text.
 */
public final class LastWords {

    private static final int LONGEST = 500;

    private static final String HEAP = "JavaScript heap out of memory: give the instances of Kibana more memory";

    private static final Pattern FATAL = Pattern.compile("^FATAL\\s+(?!ERROR:)(.+)$");
    private static final Pattern FATAL_LOG = Pattern.compile("\\[FATAL]\\[[^]]*]\\s*(?:Reason: )?(.+)$");
    private static final Pattern ERROR_LOG = Pattern.compile("\\[ERROR]\\[[^]]*]\\s*(.+)$");
    private static final Pattern ERROR = Pattern.compile("^(?:\\w*Error|.*node): .+$");

    private LastWords() {}

    /**
     * @param secrets what is blackened in it
     * @return empty when nothing was written at all
     */
    public static Optional<String> of(List<String> output, List<String> secrets) {
        List<String> lines = new ArrayList<>();
        output.stream().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
        return last(lines, LastWords::outOfMemory)
                .or(() -> last(lines, line -> group(FATAL, line)))
                .or(() -> last(lines, line -> group(FATAL_LOG, line)))
                .or(() -> last(lines, line -> logged(line, "fatal")))
                .or(() -> last(lines, line -> ERROR.matcher(line).matches() ? Optional.of(line) : Optional.empty()))
                .or(() -> last(lines, line -> group(ERROR_LOG, line)))
                .or(() -> last(lines, line -> logged(line, "error")))
                .or(() -> last(
                        lines,
                        line -> line.startsWith("at ") || line.equals("}") ? Optional.empty() : Optional.of(line)))
                .map(LastWords::plain)
                .map(words -> blackened(words, secrets))
                .map(words -> words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words);
    }

    private static Optional<String> last(List<String> lines, Function<String, Optional<String>> telling) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Optional<String> words = telling.apply(lines.get(i));
            if (words.isPresent()) {
                return words;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> outOfMemory(String line) {
        return line.contains("JavaScript heap out of memory") ? Optional.of(HEAP) : Optional.empty();
    }

    private static Optional<String> group(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A line of the JSON log with this tag. */
    private static Optional<String> logged(String line, String tag) {
        if (!line.startsWith("{\"type\":")) {
            return Optional.empty();
        }
        try {
            JsonNode entry = Json.mapper().readTree(line);
            boolean isTagged = false;
            for (JsonNode given : entry.path("tags")) {
                isTagged = isTagged || given.asString("").equals(tag);
            }
            String message = entry.path("message").asString("");
            return isTagged && !message.isEmpty()
                    ? message.lines()
                            .map(String::strip)
                            .filter(said -> !said.isEmpty())
                            .findFirst()
                    : Optional.empty();
        } catch (JacksonException cutOff) {
            return Optional.empty();
        }
    }

    /** Old Node.js prints an error that has fields of its own as an object: "{ ValidationError: …". */
    private static String plain(String words) {
        String text = words.startsWith("{ ") ? words.substring(2) : words;
        return text.startsWith("Error: ") ? text.substring("Error: ".length()) : text;
    }

    private static String blackened(String words, List<String> secrets) {
        String text = words;
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                text = text.replace(secret, "…");
            }
        }
        return text;
    }
}

package org.mesoselk.executor.elasticsearch.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Picks from the end of Elasticsearch's output the one line that tells why it ended. */
public final class LastWords {

    private static final int LONGEST = 500;

    private static final String FATAL = "fatal exception while booting Elasticsearch";

    private static final Pattern THROWABLE = Pattern.compile("[a-z][\\w.$]*(?:Exception|Error): .*");

    private LastWords() {}

    /** @return empty when nothing was written at all */
    public static Optional<String> of(List<String> lines) {
        return first(lines, line -> line.startsWith("bootstrap check failure"))
                .or(() -> afterFatal(lines))
                .or(() -> first(lines, line -> THROWABLE.matcher(line).matches()))
                .or(() -> last(lines, line -> line.startsWith("ERROR: ") && !line.contains("died while starting up")))
                .or(() -> last(lines, line -> line.contains("][ERROR]") || line.contains("][FATAL]")))
                .or(() -> last(
                        lines,
                        line -> line.startsWith("Exception in thread")
                                || line.startsWith("Error: ")
                                || line.startsWith("Error occurred during initialization")
                                || line.contains("OutOfMemoryError")))
                .or(() -> last(lines, line -> true))
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    /** Elasticsearch logs "fatal exception while booting Elasticsearch" and the exception in the same line or the next. */
    private static Optional<String> afterFatal(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            int at = lines.get(i).indexOf(FATAL);
            if (at >= 0) {
                String rest = lines.get(i).substring(at + FATAL.length()).strip();
                String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
                return Optional.of(rest.isEmpty() ? next : rest).filter(words -> !words.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(List<String> lines, Predicate<String> telling) {
        return lines.stream().map(String::strip).filter(telling).findFirst();
    }

    private static Optional<String> last(List<String> lines, Predicate<String> telling) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(telling)
                .reduce((before, after) -> after);
    }
}

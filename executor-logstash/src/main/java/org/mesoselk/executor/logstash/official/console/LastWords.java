package org.mesoselk.executor.logstash.official.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Picks from what Logstash has printed the sentence that tells why it ended, or why it does not take a pipeline. */
public final class LastWords {

    private static final int LONGEST = 700;

    private static final String FAILED = "Failed to execute action";
    private static final String INVALID = "The given configuration is invalid. Reason: ";
    private static final String SETTINGS = "Your settings are invalid. Reason: ";
    private static final String UNEXPECTED = "An unexpected error occurred! {:error=>#<";

    /** Says nothing by itself: what it is was printed one entry before. */
    private static final String SOMETHING_WRONG = "Something is wrong with your configuration.";

    private LastWords() {}

    /** @return empty when nothing was printed that tells */
    public static Optional<String> of(List<Entry> entries) {
        return noMemory(entries)
                .or(() -> line(entries, LastWords::isOfTheLauncher))
                .or(() -> invalid(entries))
                .or(() -> line(entries, line -> line.startsWith("Logstash could not be started")))
                .or(() -> line(entries, line -> line.startsWith(SETTINGS))
                        .map(line -> "its settings are invalid: " + line.substring(SETTINGS.length())))
                .or(() -> line(entries, line -> line.startsWith("ERROR: "))
                        .map(line -> line.substring("ERROR: ".length())))
                .or(() -> line(entries, line -> line.startsWith(UNEXPECTED)).map(LastWords::unexpected))
                .or(() -> failedAction(entries))
                .or(() -> lastBad(entries))
                .map(LastWords::shortened);
    }

    /** Why a pipeline was not loaded. */
    static Optional<String> failedAction(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).message().startsWith(FAILED)) {
                return Optional.of(reason(entries, i));
            }
        }
        return Optional.empty();
    }

    /** Of the failed action at {@code at}, with what a plugin has said before it. */
    static String reason(List<Entry> entries, int at) {
        String message = Quoted.after(entries.get(at).message(), ":message=>")
                .orElse(entries.get(at).line());
        return withPlugin(message, entries, at);
    }

    private static String withPlugin(String message, List<Entry> entries, int at) {
        if (message.contains(SOMETHING_WRONG)
                && at > 0
                && entries.get(at - 1).level().equals("ERROR")) {
            return plain(entries.get(at - 1).message());
        }
        return plain(message);
    }

    /** Why the configuration is not valid, of {@code --config.test_and_exit}; empty when it does not say that. */
    public static Optional<String> invalid(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).message().startsWith(INVALID)) {
                return Optional.of(withPlugin(entries.get(i).message().substring(INVALID.length()), entries, i));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> noMemory(List<Entry> entries) {
        return line(
                        entries,
                        line -> line.contains("java.lang.OutOfMemoryError")
                                || line.contains("Could not reserve enough space")
                                || line.contains("insufficient memory for the Java Runtime"))
                .map(line -> "it has no memory (" + line + "); give it a larger heap, and the task the memory for it");
    }

    /** Of the shell script and the JVM, before there is a Logstash. */
    private static boolean isOfTheLauncher(String line) {
        return line.startsWith("could not find java")
                || line.startsWith("Unrecognized VM option")
                || line.contains("UnsupportedClassVersionError")
                || line.startsWith("Error: Could not create the Java Virtual Machine")
                || line.startsWith("Error: Could not find or load main class");
    }

    /** {@code #<Errno::EADDRINUSE: Address already in use - ...>, :backtrace=>[...]} */
    private static String unexpected(String line) {
        String error = line.substring(UNEXPECTED.length());
        int end = error.indexOf(">, :backtrace");
        return end < 0 ? error : error.substring(0, end);
    }

    private static Optional<String> lastBad(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> List.of("ERROR", "FATAL").contains(entry.level()))
                .filter(entry -> !entry.message().contains("(SystemExit) exit"))
                .reduce((before, after) -> after)
                .map(Entry::line);
    }

    /** What has no head of its own counts as going on what was before it. */
    private static Optional<String> line(List<Entry> entries, Predicate<String> telling) {
        return entries.stream()
                .flatMap(entry -> entry.message().lines())
                .map(String::strip)
                .filter(telling)
                .findFirst();
    }

    /** In one line. */
    static String plain(String text) {
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}

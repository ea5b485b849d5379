package org.mesoselk.executor.logstash.official.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of what Logstash prints.
 *
 * @param level e.g. ERROR; empty for what is printed without
 * @param logger e.g. logstash.agent; empty likewise
 * @param message with the lines that go on
 */
public record Entry(String level, String logger, String message) {

    /** Not only at the beginning of a line: an output to stdout need not end its own. */
    private static final Pattern HEAD =
            Pattern.compile("(?:\\[\\d{4}-\\d\\d-\\d\\dT[\\d:,]+]\\[(\\w+) *]\\[([^\\]]+?) *](?:\\[[^\\]]*])* ?"
                    + "|\\[(\\w+) *] \\d{4}-\\d\\d-\\d\\d [\\d:.]+ \\[[^\\]]*(?:\\[[^\\]]*][^\\]]*)*] (\\S+) - )");

    /** Entries, each with the lines without a head of their own that follow it; those before the first head are alone. */
    public static List<Entry> of(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher head = HEAD.matcher(line);
            if (head.find()) {
                boolean isPlain = head.group(1) != null;
                entries.add(new Entry(
                        head.group(isPlain ? 1 : 3), head.group(isPlain ? 2 : 4), line.substring(head.end())));
            } else if (entries.isEmpty()
                    || entries.get(entries.size() - 1).level().isEmpty()) {
                entries.add(new Entry("", "", line));
            } else {
                Entry before = entries.remove(entries.size() - 1);
                entries.add(new Entry(before.level(), before.logger(), before.message() + "\n" + line));
            }
        }
        return List.copyOf(entries);
    }

    static boolean isHead(String line) {
        return HEAD.matcher(line).find();
    }

    /** Its first line. */
    String line() {
        return message.lines().findFirst().orElse("");
    }
}

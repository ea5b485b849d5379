package org.mesoselk.executor.logstash.forwarder.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mesoselk.commons.logstash.LogstashTask.Multiline;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate.Kind;

/**
 * Joins lines, as a stack trace is one event. An event ends at the most lines, at the most bytes, and when nothing has
 * come behind it for a while.
 *
 * @param belongs found in a line that belongs to another one
 * @param negate whether it is the lines without it that belong to another one
 * @param toNext whether they belong to the line behind them, not to the one before
 * @param longest bytes of an event
 */
public record JoinedLines(Pattern belongs, boolean negate, boolean toNext, int longest) implements Framing {

    /** Filebeat's multiline.max_lines. */
    static final int MOST_LINES = 500;

    /** @throws IllegalArgumentException with a sentence when the pattern or the match is not to be understood */
    public static JoinedLines of(Multiline option, int longest) {
        if (!option.match().equals(Multiline.AFTER) && !option.match().equals(Multiline.BEFORE)) {
            throw new IllegalArgumentException(
                    "multiline.match is '" + option.match() + "'; it is to be 'after' or 'before'.");
        }
        try {
            return new JoinedLines(
                    Pattern.compile(option.pattern()),
                    option.negate(),
                    option.match().equals(Multiline.BEFORE),
                    longest);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "multiline.pattern '" + option.pattern() + "' is no regular expression: " + e.getDescription()
                            + " near character " + e.getIndex() + ".",
                    e);
        }
    }

    @Override
    public Optional<Frame> next(byte[] bytes, int from, int to, boolean patience) {
        Lines single = new Lines(longest);
        Optional<Frame> first = single.next(bytes, from, to, patience);
        if (first.isEmpty() || first.get().kind() == Kind.TRUNCATED) {
            return first;
        }
        Frame joined = first.get();
        boolean goesOn = toNext && belongs(bytes, from, joined.end());
        for (int lines = 1; lines < MOST_LINES; lines++) {
            if (toNext && !goesOn) {
                return Optional.of(joined);
            }
            Optional<Frame> line = single.next(bytes, joined.next(), to, patience);
            if (line.isEmpty()) {
                return patience ? Optional.empty() : Optional.of(joined);
            }
            Frame next = line.get();
            boolean belongs = belongs(bytes, joined.next(), next.end());
            if ((!toNext && !belongs) || next.kind() == Kind.TRUNCATED || next.end() - from > longest) {
                return Optional.of(joined);
            }
            goesOn = belongs;
            joined = new Frame(next.end(), next.next(), Kind.MULTILINE);
        }
        return Optional.of(joined);
    }

    private boolean belongs(byte[] bytes, int from, int end) {
        return belongs.matcher(new String(bytes, from, end - from, UTF_8)).find() != negate;
    }
}

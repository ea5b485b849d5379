package org.mesoselk.executor.logstash.forwarder.read;

import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate.Kind;

/**
 * Each line is an event; one that is longer than the bound becomes several. Ends with LF or CR LF.
 *
 * @param longest bytes of a line
 */
public record Lines(int longest) implements Framing {

    @Override
    public Optional<Frame> next(byte[] bytes, int from, int to, boolean patience) {
        int bound = (int) Math.min(to, (long) from + longest);
        int end = lineEnd(bytes, from, bound);
        if (end < bound) {
            return Optional.of(new Frame(withoutCr(bytes, from, end), end + 1, Kind.WHOLE));
        }
        if (to - from > longest) {
            // Its very last byte may be the end of the line.
            if (bytes[bound] == '\n') {
                return Optional.of(new Frame(withoutCr(bytes, from, bound), bound + 1, Kind.WHOLE));
            }
            int cut = characterStart(bytes, from, bound);
            return Optional.of(new Frame(cut, cut, Kind.TRUNCATED));
        }
        return patience || to == from ? Optional.empty() : Optional.of(new Frame(to, to, Kind.UNFINISHED));
    }

    /** The first LF, or {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return to;
    }

    static int withoutCr(byte[] bytes, int from, int end) {
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** Not in the middle of a character of UTF-8, if it can be helped. */
    static int characterStart(byte[] bytes, int from, int at) {
        int start = at;
        while (start > from && at - start < 4 && (bytes[start] & 0xc0) == 0x80) {
            start--;
        }
        return start > from && (bytes[start] & 0xc0) != 0x80 ? start : at;
    }
}

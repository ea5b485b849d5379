package org.mesoselk.executor.logstash.forwarder.input;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Takes a TCP stream apart: lines, or, for syslog, also octet counting (RFC 6587), by what each message begins with. A longer message is
 * cut, so that no sender fills the memory.
 */
final class StreamFrames {

    private static final int MOST_DIGITS = 9;

    private final InputStream in;
    private final boolean counts;
    private final int longest;
    /** Of a message with a length that was cut: still to come. */
    private long left;

    /** @param counts whether a length may stand in front; @param longest bytes of a message */
    StreamFrames(InputStream in, boolean counts, int longest) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.counts = counts;
        this.longest = longest;
    }

    /** @return empty at the end of the stream; never an empty message */
    Optional<byte[]> next() throws IOException {
        while (true) {
            if (left > 0) {
                return counted();
            }
            int first = in.read();
            if (first < 0) {
                return Optional.empty();
            }
            if (first == '\n' || first == '\r') {
                continue;
            }
            ByteArrayOutputStream start = new ByteArrayOutputStream();
            start.write(first);
            if (counts && first >= '1' && first <= '9' && length(start)) {
                continue;
            }
            return Optional.of(line(start));
        }
    }

    /** @return whether it was a length and a blank; else {@code start} has what was read */
    private boolean length(ByteArrayOutputStream start) throws IOException {
        long value = start.toByteArray()[0] - '0';
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            in.mark(1);
            int next = in.read();
            if (next == ' ') {
                left = value;
                return true;
            }
            if (next < '0' || next > '9') {
                in.reset();
                return false;
            }
            start.write(next);
            value = 10 * value + next - '0';
        }
        return false;
    }

    private Optional<byte[]> counted() throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(left, longest));
        left -= bytes.length;
        if (bytes.length == 0) {
            left = 0;
            return Optional.empty();
        }
        int end = bytes.length;
        while (end > 1 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return Optional.of(java.util.Arrays.copyOf(bytes, end));
    }

    private byte[] line(ByteArrayOutputStream line) throws IOException {
        while (line.size() < longest) {
            int next = in.read();
            if (next < 0 || next == '\n') {
                break;
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        int end = bytes.length > 1 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return java.util.Arrays.copyOf(bytes, end);
    }
}

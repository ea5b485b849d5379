package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Status and headers of an HTTP/1.1 response, and its body with the transfer coding taken off.
 *
 * @param headers by name, which is not case sensitive
 */
record HttpHead(int status, Map<String, String> headers, InputStream body) {

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_INFORMATIONAL = 10;

    /** Skips informational answers (1xx), behind which the real one comes. */
    static HttpHead read(BufferedInputStream in) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw new EOFException("the connection ended without an answer");
        }
        in.reset();
        for (int informational = 0; informational <= MOST_INFORMATIONAL; informational++) {
            int status = status(line(in));
            Map<String, String> headers = headers(in);
            // Nobody asked for 101, Switching Protocols: what follows would not be HTTP.
            if (status >= 200 || status == 101) {
                return new HttpHead(status, headers, body(status, headers, in));
            }
        }
        throw new ProtocolException("more than " + MOST_INFORMATIONAL + " informational answers, and none behind them");
    }

    private static int status(String line) throws ProtocolException {
        String[] status = line.split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new ProtocolException("what came back is not HTTP/1.1");
        }
        return Integer.parseInt(status[1]);
    }

    /** Up to the empty line. */
    static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int lines = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            lines++;
            if (lines > MOST_HEADERS) {
                throw new ProtocolException("the answer has more than " + MOST_HEADERS + " headers");
            }
            if (colon < 1) {
                throw new ProtocolException("what came back is not HTTP/1.1");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static InputStream body(int status, Map<String, String> headers, InputStream in) throws ProtocolException {
        if (status < 200 || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        String coding = headers.getOrDefault("Transfer-Encoding", "");
        if (coding.equalsIgnoreCase("chunked")) {
            return new ChunkedBody(in);
        }
        if (!coding.isEmpty()) {
            throw new ProtocolException("the transfer coding '" + coding + "' was not asked for");
        }
        String length = headers.getOrDefault("Content-Length", "");
        if (!length.isEmpty() && !length.matches("[0-9]{1,18}")) {
            throw new ProtocolException("'" + length + "' is not a Content-Length");
        }
        // Without a length the body lasts until the connection ends.
        return length.isEmpty() ? in : new SizedBody(in, Long.parseLong(length));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Up to the next CRLF, without it. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            if (line.size() == LONGEST_LINE) {
                throw new ProtocolException("a line of the answer is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private static final class SizedBody extends InputStream {

        private final InputStream in;
        private long left;

        SizedBody(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(left, length));
            if (count < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            left -= count;
            return count;
        }
    }
}

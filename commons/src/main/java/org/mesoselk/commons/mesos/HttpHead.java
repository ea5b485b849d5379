package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

    static HttpHead read(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new ProtocolException("what came back is not HTTP/1.1");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MOST_HEADERS) {
                throw new ProtocolException("what came back is not HTTP/1.1");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new HttpHead(Integer.parseInt(status[1]), headers, body(headers, in));
    }

    private static InputStream body(Map<String, String> headers, InputStream in) throws ProtocolException {
        if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
            return new ChunkedBody(in);
        }
        String length = headers.getOrDefault("Content-Length", "");
        if (!length.isEmpty() && !length.matches("[0-9]{1,18}")) {
            throw new ProtocolException("'" + length + "' is not a Content-Length");
        }
        // Without a length the body lasts until the connection ends.
        return new SizedBody(in, length.isEmpty() ? Long.MAX_VALUE : Long.parseLong(length));
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
                throw new ProtocolException("what came back is not HTTP/1.1");
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
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(left, length));
            left -= Math.max(count, 0);
            return count;
        }
    }
}

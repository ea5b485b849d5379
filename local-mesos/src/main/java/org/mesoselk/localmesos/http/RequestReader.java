package org.mesoselk.localmesos.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads HTTP/1.1 requests off a connection. */
final class RequestReader {

    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_BODY = 64 << 20;

    private final InputStream in;
    private final OutputStream out;

    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request; empty when the client closed the connection in place of sending one. */
    Optional<HttpRequest> next() throws IOException {
        Optional<String> first = line();
        while (first.isPresent() && first.get().isEmpty()) {
            first = line();
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new HttpError(400, "400 Bad Request.");
        }
        Map<String, String> headers = headers();
        if (parts[2].equals("HTTP/1.0")) {
            headers.putIfAbsent("Connection", "close");
        }
        byte[] body = body(headers);
        int mark = parts[1].indexOf('?');
        String rawPath = mark < 0 ? parts[1] : parts[1].substring(0, mark);
        String rawQuery = mark < 0 ? "" : parts[1].substring(mark + 1);
        return Optional.of(new HttpRequest(
                parts[0],
                decode(rawPath.replace("+", "%2B")),
                rawPath,
                rawQuery,
                query(rawQuery),
                headers,
                body,
                Optional.empty()));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        while (true) {
            String line = line().orElseThrow(() -> new IOException("connection closed within a header"));
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.size() > MAX_HEADERS) {
                throw new HttpError(400, "400 Bad Request.");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        boolean chunked = headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked");
        long length = chunked ? 0 : number(headers.getOrDefault("Content-Length", "0"), 10);
        if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (!chunked) {
            return exactly(length);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String head = line().orElseThrow(() -> new IOException("connection closed within a chunk"));
            long size = number(head.split(";", 2)[0].strip(), 16);
            if (size == 0) {
                headers(); // trailers
                return all.toByteArray();
            }
            all.write(exactly(all.size() + size > MAX_BODY ? Long.MAX_VALUE : size));
            line();
        }
    }

    private byte[] exactly(long length) throws IOException {
        if (length > MAX_BODY) {
            throw new HttpError(413, "413 Payload Too Large.");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new IOException("connection closed within a body");
        }
        return bytes;
    }

    private static long number(String digits, int radix) {
        try {
            long number = Long.parseLong(digits, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new HttpError(400, "400 Bad Request.");
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                query.putIfAbsent(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, "Failed to decode '" + text + "'");
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return Optional.empty();
            }
            if (line.size() > MAX_LINE) {
                throw new HttpError(400, "400 Bad Request.");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}

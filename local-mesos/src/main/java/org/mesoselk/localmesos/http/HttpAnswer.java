package org.mesoselk.localmesos.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a handler answers: all at once, a file, or a stream that stays open. */
public sealed interface HttpAnswer {

    int status();

    Map<String, String> headers();

    /** The same answer with one more header. */
    HttpAnswer with(String header, String value);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Plain(int status, Map<String, String> headers, byte[] body) implements HttpAnswer {
        @Override
        public Plain with(String header, String value) {
            return new Plain(status, plus(headers, header, value), body);
        }
    }

    /** The whole of a file, read while it is sent. */
    record File(int status, Map<String, String> headers, Path file) implements HttpAnswer {
        @Override
        public File with(String header, String value) {
            return new File(status, plus(headers, header, value), file);
        }
    }

    /** A chunked answer: {@code opened} gets the stream when the header has been sent, and may keep it. */
    record Stream(int status, Map<String, String> headers, Consumer<ResponseStream> opened) implements HttpAnswer {
        @Override
        public Stream with(String header, String value) {
            return new Stream(status, plus(headers, header, value), opened);
        }
    }

    static Plain empty(int status) {
        return new Plain(status, Map.of(), new byte[0]);
    }

    static Plain text(int status, String sentence) {
        return bytes(status, "text/plain; charset=utf-8", sentence.getBytes(StandardCharsets.UTF_8));
    }

    static Plain json(String json) {
        return bytes(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    static Plain bytes(int status, String contentType, byte[] body) {
        return new Plain(status, Map.of("Content-Type", contentType), body);
    }

    static File file(String contentType, Path file) {
        return new File(200, Map.of("Content-Type", contentType), file);
    }

    static Stream stream(String contentType, Consumer<ResponseStream> opened) {
        return new Stream(200, Map.of("Content-Type", contentType), opened);
    }

    private static Map<String, String> plus(Map<String, String> headers, String header, String value) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(header, value);
        all.putAll(headers);
        return all;
    }
}

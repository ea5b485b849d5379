package org.mesoselk.localmesos.replay;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.http.ProtoJson;
import tools.jackson.databind.JsonNode;

/** An HTTP answer as it comes from a real or from this Mesos; its body is whole, or chunks with RecordIO inside. */
final class Answer {

    private final String status;
    private final Map<String, String> headers;
    private final InputStream in;
    private long leftOfChunk;
    private boolean ended;

    private Answer(String status, Map<String, String> headers, InputStream in) {
        this.status = status;
        this.headers = headers;
        this.in = in;
    }

    static Answer read(InputStream in) throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(": ", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        return new Answer(status, headers, in);
    }

    String status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean isStream() {
        return "chunked".equals(headers.get("transfer-encoding"));
    }

    boolean isProtobuf() {
        return "application/x-protobuf".equals(headers.get("content-type"));
    }

    boolean isJson() {
        return "application/json".equals(headers.get("content-type"));
    }

    /** Of an answer that is no stream. */
    String body() throws IOException {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    JsonNode event(byte[] one) throws IOException {
        return isProtobuf() ? ProtoJson.tree(Event.parseFrom(one)) : Json.tree(one);
    }

    /** The next RecordIO record; empty when the stream is at its end, see {@link #ended}. */
    Optional<byte[]> record() throws IOException {
        try {
            StringBuilder length = new StringBuilder();
            for (int b = next(); b != '\n'; b = next()) {
                if (b < 0) {
                    return Optional.empty();
                }
                length.append((char) b);
            }
            byte[] content = new byte[Integer.parseInt(length.toString())];
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) next();
            }
            return Optional.of(content);
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** The server sent the last chunk. */
    boolean ended() {
        return ended;
    }

    private int next() throws IOException {
        if (leftOfChunk == 0) {
            String size = line(in);
            leftOfChunk = Long.parseLong(size.isEmpty() ? line(in) : size, 16);
            if (leftOfChunk == 0) {
                ended = true;
                return -1;
            }
        }
        leftOfChunk--;
        int b = in.read();
        if (b < 0) {
            throw new EOFException("cut within a chunk");
        }
        return b;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("ended after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}

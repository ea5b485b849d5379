package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** What a real Mesos sent, byte by byte, and the same decoded by whoever recorded it. */
record Recording(String name) {

    byte[] response() throws IOException {
        return file("response.raw");
    }

    /** The body with its transfer coding taken off. */
    byte[] body() throws IOException {
        String response = new String(response(), ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = response.indexOf("\r\n\r\n") + 4;
        while (at < response.length()) {
            int end = response.indexOf("\r\n", at);
            int length = Integer.parseInt(response.substring(at, end), 16);
            body.writeBytes(response.substring(end + 2, end + 2 + length).getBytes(ISO_8859_1));
            at = end + 2 + length + 2;
        }
        return body.toByteArray();
    }

    /** From {@code events.jsonl}. */
    <M extends Message> List<M> events(M type) throws IOException {
        List<M> events = new ArrayList<>();
        for (String line : new String(file("events.jsonl"), UTF_8).split("\n", -1)) {
            JsonNode event = line.isBlank() ? Json.tree("{}".getBytes(UTF_8)) : Json.tree(line.getBytes(UTF_8));
            if (event.has("event")) {
                events.add(json(Json.write(event.get("event")), type));
            }
        }
        return events;
    }

    /** From {@code decoded.txt}, as protoc wrote it. */
    <M extends Message> List<M> protocEvents(M type) throws IOException {
        List<M> events = new ArrayList<>();
        for (String text : new String(file("decoded.txt"), UTF_8).split("--- record \\d+\n", -1)) {
            if (!text.isBlank()) {
                Message.Builder builder = type.newBuilderForType();
                // A master's capability that is newer than these protobuf classes, which cannot read its name.
                TextFormat.merge(text.replace("type: QUOTA_V2", ""), builder);
                events.add(cast(builder, type));
            }
        }
        return events;
    }

    static <M extends Message> M json(String json, M type) throws IOException {
        Message.Builder builder = type.newBuilderForType();
        JsonFormat.parser().ignoringUnknownFields().merge(json, builder);
        return cast(builder, type);
    }

    @SuppressWarnings({"unchecked", "UnusedVariable"})
    private static <M extends Message> M cast(Message.Builder builder, M type) {
        return (M) builder.build();
    }

    private byte[] file(String file) throws IOException {
        String path = "/mesos-recordings/" + name + "/" + file;
        try (InputStream in = Recording.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("no " + path + " among the test resources");
            }
            return in.readAllBytes();
        }
    }
}

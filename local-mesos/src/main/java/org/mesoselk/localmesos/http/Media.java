package org.mesoselk.localmesos.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The two forms in which every Mesos v1 endpoint takes and gives its messages, and what it says to any other. */
public enum Media {
    JSON("application/json"),
    PROTOBUF("application/x-protobuf");

    private final String contentType;

    Media(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * The form of a request's body. No parameter such as a charset is allowed, as in a real Mesos.
     *
     * @throws HttpError 400 without Content-Type, 415 for any other
     */
    public static Media ofBody(HttpRequest request) {
        String type = request.header("Content-Type")
                .orElseThrow(() -> new HttpError(400, "Expecting 'Content-Type' to be present"));
        for (Media media : values()) {
            if (media.contentType.equals(type)) {
                return media;
            }
        }
        throw new HttpError(415, "Expecting 'Content-Type' of application/json or application/x-protobuf");
    }

    /**
     * The form in which to answer; JSON where the client has no wish.
     *
     * @throws HttpError 406 when the client accepts neither
     */
    public static Media ofAnswer(HttpRequest request) {
        List<String> accepted = List.of(
                request.header("Accept").orElse("*/*").toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
        for (Media media : values()) {
            for (String one : accepted) {
                String type = one.split(";", 2)[0].strip();
                if (type.equals("*/*") || type.equals("application/*") || type.equals(media.contentType)) {
                    return media;
                }
            }
        }
        throw new HttpError(406, "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'");
    }

    /**
     * Reads a request's body into {@code builder}, which must be that of a {@code Call}.
     *
     * @throws HttpError 400 with the sentence of a real Mesos when it is malformed or lacks a required field
     */
    public void read(byte[] body, Message.Builder builder) {
        if (this == PROTOBUF) {
            readProtobuf(body, builder);
        } else {
            readJson(body, builder);
        }
    }

    private static void readProtobuf(byte[] body, Message.Builder builder) {
        try {
            builder.mergeFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new HttpError(400, "Failed to parse body into Call protobuf");
        }
        if (!builder.isInitialized()) {
            throw new HttpError(400, "Failed to parse body into Call protobuf");
        }
    }

    private static void readJson(byte[] body, Message.Builder builder) {
        JsonNode json;
        try {
            json = Json.tree(body);
        } catch (JacksonException e) {
            throw new HttpError(400, "Failed to parse body into JSON: syntax error at line " + line(e) + " near: ");
        }
        if (json.isMissingNode()) {
            throw new HttpError(400, "Failed to parse body into JSON: syntax error at line 1 near: ");
        }
        if (!json.isObject()) {
            throw new HttpError(400, "Failed to convert JSON into Call protobuf: Expecting a JSON object");
        }
        Optional<String> fault = Optional.empty();
        try {
            ProtoJson.merge(new String(body, StandardCharsets.UTF_8), builder);
        } catch (InvalidProtocolBufferException e) {
            fault = Optional.of(e.getMessage());
        }
        // The parser's own sentence does not say where in the message a field is missing.
        List<String> missing = fault.isPresent() || !builder.isInitialized()
                ? ProtoJson.missingRequired(json, builder.getDescriptorForType(), "")
                : List.of();
        if (!missing.isEmpty()) {
            fault = Optional.of("Missing required fields: " + String.join(", ", missing));
        }
        if (fault.isPresent()) {
            throw new HttpError(400, "Failed to convert JSON into Call protobuf: " + fault.get());
        }
    }

    private static int line(JacksonException e) {
        return Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr());
    }

    /** One message in this form. */
    public byte[] write(Message message) {
        return this == PROTOBUF
                ? message.toByteArray()
                : ProtoJson.print(message).getBytes(StandardCharsets.UTF_8);
    }

    /** A whole answer of one message. */
    public HttpAnswer answer(Message message) {
        return HttpAnswer.bytes(200, contentType, write(message));
    }
}

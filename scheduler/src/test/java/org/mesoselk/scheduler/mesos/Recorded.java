package org.mesoselk.scheduler.mesos;

import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.master.Protos.Response;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** What a real Mesos 1.12 master sent to schedulers. */
final class Recorded {
    private Recorded() {}

    /** Events that were recorded as JSON, one a line. */
    static List<Event> events(String name) {
        List<Event> events = new ArrayList<>();
        for (String line : new String(bytes(name), StandardCharsets.UTF_8).split("\n")) {
            JsonNode event = Json.tree(line.getBytes(StandardCharsets.UTF_8)).get("event");
            if (event != null) {
                Event.Builder builder = Event.newBuilder();
                try {
                    JsonFormat.parser().ignoringUnknownFields().merge(event.toString(), builder);
                } catch (IOException e) {
                    throw new UncheckedIOException(line, e);
                }
                events.add(builder.build());
            }
        }
        return events;
    }

    /** Events as they came over the wire: chunked RecordIO of protobuf. */
    static List<Event> protobufEvents(String name) throws IOException {
        byte[] records = dechunked(bytes(name));
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < records.length; ) {
            int end = at;
            while (records[end] != '\n') {
                end++;
            }
            int length = Integer.parseInt(new String(records, at, end - at, StandardCharsets.US_ASCII));
            events.add(Event.parser().parseFrom(records, end + 1, length));
            at = end + 1 + length;
        }
        return events;
    }

    /** An answer of the operator API that was recorded as JSON. */
    static Response operatorAnswer(String name) {
        Response.Builder builder = Response.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(new String(bytes(name), StandardCharsets.UTF_8), builder);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return builder.build();
    }

    static List<Offer> offers(List<Event> events) {
        return events.stream()
                .flatMap(event -> event.getOffers().getOffersList().stream())
                .toList();
    }

    static List<TaskStatus> statuses(List<Event> events) {
        return events.stream()
                .filter(Event::hasUpdate)
                .map(event -> event.getUpdate().getStatus())
                .toList();
    }

    private static byte[] dechunked(byte[] response) {
        String latin = new String(response, StandardCharsets.ISO_8859_1);
        int at = latin.indexOf("\r\n\r\n") + 4;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (at < response.length) {
            int end = latin.indexOf("\r\n", at);
            int length = Integer.parseInt(latin.substring(at, end), 16);
            body.write(response, end + 2, length);
            at = end + 2 + length + 2;
        }
        return body.toByteArray();
    }

    private static byte[] bytes(String name) {
        try (InputStream stream = Recorded.class.getResourceAsStream("/mesos-recordings/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

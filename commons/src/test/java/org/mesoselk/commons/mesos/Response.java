package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * The bytes of one answer to SUBSCRIBE.
 *
 * @param wholeAt how many of the bytes must have come until each record is whole
 */
record Response(byte[] bytes, List<byte[]> records, List<Integer> wholeAt) {

    static Response of(byte[] bytes) throws IOException {
        RecordIo.Decoder decoder = new RecordIo.Decoder();
        List<byte[]> records = new ArrayList<>();
        List<Integer> wholeAt = new ArrayList<>();
        for (int position : bodyPositions(bytes)) {
            for (byte[] record : decoder.feed(ByteBuffer.wrap(bytes, position, 1))) {
                records.add(record);
                wholeAt.add(position + 1);
            }
        }
        return new Response(bytes, records, wholeAt);
    }

    /** What the master would have sent to a client that speaks protobuf: the same head, a chunk a record. */
    static Response protobuf(Recording recording) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Arrays.copyOf(recording.response(), headLength(recording.response())));
        for (Event event : recording.events(Event.getDefaultInstance())) {
            chunk(bytes, RecordIo.encode(event.toByteArray()));
        }
        return of(bytes.toByteArray());
    }

    /** Where the bytes of the body are; the transfer coding's own are left out. */
    private static List<Integer> bodyPositions(byte[] bytes) {
        String response = new String(bytes, ISO_8859_1);
        List<Integer> positions = new ArrayList<>();
        for (int at = headLength(bytes); at < bytes.length; ) {
            int end = response.indexOf("\r\n", at);
            int length = Integer.parseInt(response.substring(at, end).split(";", 2)[0], 16);
            for (int i = 0; i < length; i++) {
                positions.add(end + 2 + i);
            }
            at = end + 2 + length + 2;
        }
        return positions;
    }

    static int headLength(byte[] bytes) {
        return new String(bytes, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    int headLength() {
        return headLength(bytes);
    }

    Response cut(int length) {
        return new Response(
                Arrays.copyOf(bytes, length),
                before(length),
                wholeAt.subList(0, before(length).size()));
    }

    /** The records that are whole when the first {@code length} bytes have come. */
    List<byte[]> before(int length) {
        return records.subList(
                0, (int) wholeAt.stream().filter(at -> at <= length).count());
    }

    List<Event> events() throws IOException {
        List<Event> events = new ArrayList<>();
        for (byte[] record : records) {
            Event event = Event.parseFrom(record);
            if (event.getType() != Event.Type.HEARTBEAT) {
                events.add(event);
            }
        }
        return events;
    }

    /** The same records, the chunks cut anywhere; some with extensions, capitals or leading zeros. */
    Response rechunked(Random random) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        bodyPositions(bytes).forEach(position -> body.write(bytes[position]));
        byte[] all = body.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, headLength());
        for (int at = 0; at < all.length; ) {
            int length = Math.min(1 + random.nextInt(random.nextBoolean() ? 5 : 3000), all.length - at);
            String size = String.format(random.nextBoolean() ? "%x" : "%06X", length);
            out.writeBytes((size + (random.nextInt(4) == 0 ? ";name=value" : "") + "\r\n").getBytes(US_ASCII));
            out.write(all, at, length);
            out.writeBytes("\r\n".getBytes(US_ASCII));
            at += length;
        }
        return of(out.toByteArray());
    }

    /** @param at the first byte that is not as it was */
    record Garbled(byte[] bytes, int at) {}

    /** Something behind the head flipped, left out, put in or doubled. */
    Garbled garbled(Random random) {
        int at = headLength() + random.nextInt(bytes.length - headLength());
        int length = Math.min(1 + random.nextInt(random.nextBoolean() ? 3 : 200), bytes.length - at);
        byte[] junk = new byte[length];
        random.nextBytes(junk);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> out.writeBytes(junk);
            case 1 -> {
                out.writeBytes(junk);
                out.write(bytes, at, length);
            }
            case 2 -> {
                out.write(bytes, at, length);
                out.write(bytes, at, length);
            }
            default -> junk[0] = 0;
        }
        out.write(bytes, at + length, bytes.length - at - length);
        byte[] garbled = out.toByteArray();
        int same = Arrays.mismatch(bytes, garbled);
        return new Garbled(garbled, same < 0 ? bytes.length : same);
    }

    static void chunk(ByteArrayOutputStream into, byte[] bytes) {
        into.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        into.writeBytes(bytes);
        into.writeBytes("\r\n".getBytes(US_ASCII));
    }
}

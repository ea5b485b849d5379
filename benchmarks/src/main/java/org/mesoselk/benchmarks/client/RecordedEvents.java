package org.mesoselk.benchmarks.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.mesoselk.commons.mesos.RecordIo;

/**
 * What a real master sent in one scenario (34 events: offers, updates, a failure), as protobuf.
 *
 * @param subscribed the first record
 * @param others those behind it, without heartbeats
 */
record RecordedEvents(byte[] subscribed, List<byte[]> others) {

    static RecordedEvents load() throws IOException {
        try (InputStream in = RecordedEvents.class.getResourceAsStream("/scheduler-events.recordio")) {
            List<byte[]> records = new RecordIo.Decoder().feed(ByteBuffer.wrap(in.readAllBytes()));
            return new RecordedEvents(records.get(0), records.subList(1, records.size()));
        }
    }

    /** As a master writes them: one chunk a record. */
    byte[] chunks(int times) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            others.forEach(record -> chunk(chunks, record));
        }
        return chunks.toByteArray();
    }

    byte[] head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-protobuf\r\n"
                        + "Mesos-Stream-Id: 5d38a5be-0b5f-4f3b-9d7e-93ab2c7f1a90\r\n\r\n")
                .getBytes(US_ASCII));
        chunk(head, subscribed);
        return head.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream into, byte[] record) {
        byte[] framed = RecordIo.encode(record);
        into.writeBytes((Integer.toHexString(framed.length) + "\r\n").getBytes(US_ASCII));
        into.writeBytes(framed);
        into.writeBytes("\r\n".getBytes(US_ASCII));
    }
}

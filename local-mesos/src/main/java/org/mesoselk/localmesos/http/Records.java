package org.mesoselk.localmesos.http;

import java.nio.charset.StandardCharsets;

/** RecordIO, as each Mesos stream frames its messages: the length in decimal, a line feed, the bytes. */
public final class Records {

    private Records() {}

    public static byte[] frame(byte[] record) {
        byte[] head = (record.length + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] framed = new byte[head.length + record.length];
        System.arraycopy(head, 0, framed, 0, head.length);
        System.arraycopy(record, 0, framed, head.length, record.length);
        return framed;
    }
}

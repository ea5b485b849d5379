package org.mesoselk.localmesos.http;

import org.mesoselk.commons.mesos.RecordIo;

/** RecordIO, as each Mesos stream frames its messages: the length in decimal, a line feed, the bytes. */
public final class Records {

    private Records() {}

    public static byte[] frame(byte[] record) {
        return RecordIo.encode(record);
    }
}

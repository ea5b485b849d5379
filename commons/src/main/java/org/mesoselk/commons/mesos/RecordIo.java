package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * RecordIO, the framing of Mesos' event streams: the length of a record in decimal digits, a newline, the record.
 */
public final class RecordIo {

    /** Records larger than this are taken for garbage; OFFERS of thousands of agents stay far below it. Bytes. */
    public static final int DEFAULT_LIMIT = 64 * 1024 * 1024;

    private static final int MOST_DIGITS = 10;

    /** So much memory is set aside for a record of which nothing has come yet; the length may be garbage. Bytes. */
    private static final int ON_TRUST = 64 * 1024;

    private RecordIo() {}

    /** One record with its frame. */
    public static byte[] encode(byte[] record) {
        byte[] head = (record.length + "\n").getBytes(US_ASCII);
        return ByteBuffer.allocate(head.length + record.length)
                .put(head)
                .put(record)
                .array();
    }

    /** Takes a stream apart, however it was cut into pieces. Not safe for several threads. */
    public static final class Decoder {

        private final int limit;
        private long length;
        private int digits;
        private byte[] record = new byte[0];
        private int filled;
        private boolean inRecord;

        public Decoder() {
            this(DEFAULT_LIMIT);
        }

        /** @param limit the longest record that is accepted, in bytes */
        public Decoder(int limit) {
            this.limit = limit;
        }

        /**
         * Takes all of {@code bytes}.
         *
         * @return the records that are complete now, in order; often none
         * @throws ProtocolException when this is not RecordIO, or a record is over the limit; the stream is then lost
         */
        public List<byte[]> feed(ByteBuffer bytes) throws ProtocolException {
            List<byte[]> complete = new ArrayList<>();
            feed(bytes, complete::add);
            return complete;
        }

        /**
         * Takes all of {@code bytes}, or what is before the garbage among them.
         *
         * @param complete given each record as soon as it is complete
         * @throws ProtocolException when this is not RecordIO, or a record is over the limit; the stream is then lost
         */
        public void feed(ByteBuffer bytes, Consumer<byte[]> complete) throws ProtocolException {
            while (bytes.hasRemaining()) {
                if (inRecord) {
                    fill(bytes);
                } else {
                    head(bytes.get());
                }
                if (inRecord && filled == length) {
                    complete.accept(record);
                    inRecord = false;
                    length = 0;
                    digits = 0;
                }
            }
        }

        /** Whether the stream, should it end now, would end inside a record. */
        public boolean isMidRecord() {
            return inRecord || digits > 0;
        }

        private void fill(ByteBuffer bytes) {
            int count = (int) Math.min(bytes.remaining(), length - filled);
            if (filled + count > record.length) {
                record = Arrays.copyOf(record, (int) Math.min(length, Math.max(filled + count, 2L * record.length)));
            }
            bytes.get(record, filled, count);
            filled += count;
        }

        private void head(byte next) throws ProtocolException {
            if (next == '\n' && digits > 0) {
                record = new byte[(int) Math.min(length, ON_TRUST)];
                filled = 0;
                inRecord = true;
                return;
            }
            if (next < '0' || next > '9' || digits == MOST_DIGITS) {
                throw new ProtocolException(
                        "This is not a RecordIO stream: byte 0x%02x where the length of a record should be"
                                .formatted(next & 0xff));
            }
            digits++;
            length = length * 10 + (next - '0');
            if (length > limit) {
                throw new ProtocolException(
                        "A record of %d bytes or more was announced; the limit is %d".formatted(length, limit));
            }
        }
    }
}

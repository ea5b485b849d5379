package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * The beginning of a file, by which a file is told from another one that got its inode.
 *
 * @param length how many bytes of it were looked at
 * @param sum their CRC-32C
 */
public record Fingerprint(int length, long sum) {

    /** As Filebeat's file_identity.fingerprint. */
    public static final int LONGEST = 1024;

    public static final Fingerprint NONE = new Fingerprint(0, 0);

    /** Of the first {@code length} bytes; shorter when the file is. */
    public static Fingerprint of(FileChannel file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(length, LONGEST));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, bytes.position()) < 0) {
                break;
            }
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), 0, bytes.position());
        return new Fingerprint(bytes.position(), bytes.position() == 0 ? 0 : sum.getValue());
    }

    /** Whether {@code file} still begins so. */
    public boolean fits(FileChannel file) throws IOException {
        return length == 0 || of(file, length).equals(this);
    }
}

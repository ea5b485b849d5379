package org.mesoselk.localmesos.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;

/** Bytes of a file from {@code offset}; {@code size} is the whole file's. */
public record FilePiece(long offset, long size, Bytes data) {

    /** A record of its own, so that a piece has no array among its components. */
    public static final class Bytes {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        public byte[] content() {
            return content.clone();
        }
    }

    /** Mesos reads no more than 16 pages at once. */
    private static final int MAX_BYTES = 16 * 4096;

    /**
     * Reads at most what Mesos would.
     *
     * @param offset empty: the end of the file, so only its size is told
     */
    public static FilePiece read(Path file, OptionalLong offset, OptionalLong length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long from = Math.min(offset.orElse(size), size);
            int wanted = (int) Math.min(Math.min(length.orElse(MAX_BYTES), MAX_BYTES), size - from);
            ByteBuffer buffer = ByteBuffer.allocate(wanted);
            int count = 0;
            while (count >= 0 && buffer.hasRemaining()) {
                count = channel.read(buffer, from + buffer.position());
            }
            return new FilePiece(from, size, new Bytes(Arrays.copyOf(buffer.array(), buffer.position())));
        }
    }
}

package org.mesoselk.commons.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The files to which a child's output is appended. */
public final class LogTail {

    private static final int BYTES = 64 * 1024;

    private LogTail() {}

    /** The last lines, at most {@code max} of them and 64 KiB; none when there is no such file. */
    public static List<String> lastLines(Path log, int max) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(BYTES, channel.size()));
            long from = channel.size() - tail.capacity();
            while (tail.hasRemaining() && channel.read(tail, from + tail.position()) > 0) {
                // goes on until the buffer is full or the file, which may be cut meanwhile, ends
            }
            List<String> lines = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - max), lines.size());
        }
    }

    /**
     * Keeps a log from filling the disk: from {@code maxBytes} on it is copied to {@code NAME.1} and cut to nothing. The
     * child goes on appending to the same file; what it writes between the copy and the cut is lost.
     */
    public static void cap(Path log, long maxBytes) throws IOException {
        if (Files.exists(log) && Files.size(log) >= maxBytes) {
            Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }
}

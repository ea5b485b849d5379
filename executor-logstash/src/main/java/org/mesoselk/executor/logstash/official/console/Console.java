package org.mesoselk.executor.logstash.official.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.process.LogTail;

/** Reads what Logstash appends to its console, and keeps that file small. */
public final class Console {

    private static final long MOST_BYTES = 16L << 20;
    private static final int AT_ONCE = 1 << 20;

    /** Lines of an entry; a stack trace is shorter. */
    private static final int LONGEST = 500;

    private final Path file;
    private final List<String> open = new ArrayList<>();
    private long position;

    /** Begins at the file's end. */
    public Console(Path file) throws IOException {
        this.file = file;
        this.position = Files.exists(file) ? Files.size(file) : 0;
    }

    /** The entries since the last time, but for the last of them, which may go on. It comes when nothing follows. */
    public List<Entry> news() throws IOException {
        List<String> lines = lines();
        if (lines.isEmpty() || open.size() > LONGEST) {
            open.addAll(lines);
            List<Entry> rest = Entry.of(open);
            open.clear();
            return rest;
        }
        open.addAll(lines);
        int last = open.size() - 1;
        while (last > 0 && !Entry.isHead(open.get(last))) {
            last--;
        }
        List<String> done = open.subList(0, last);
        List<Entry> entries = Entry.of(done);
        done.clear();
        return entries;
    }

    private List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < position) {
                position = 0;
            }
            if (channel.size() - position > AT_ONCE) {
                position = channel.size() - AT_ONCE;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - position));
            while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
                // goes on until the buffer is full or the file, which may be cut meanwhile, ends
            }
            int end = bytes.position();
            while (end > 0 && bytes.get(end - 1) != '\n') {
                end--;
            }
            position += end;
            if (position >= MOST_BYTES) {
                LogTail.cap(file, MOST_BYTES);
                position = 0;
            }
            return new String(bytes.array(), 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** Its end, for the reason why Logstash has ended. */
    public List<Entry> last() throws IOException {
        return Entry.of(LogTail.lastLines(file, 400));
    }
}

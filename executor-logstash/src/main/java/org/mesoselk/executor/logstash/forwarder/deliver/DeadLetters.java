package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.SerializationFeature;

/**
 * Keeps the events that Elasticsearch will never take: a line of JSON with the reason, then the two lines of the bulk
 * API, which can be sent again as they are. Two files at most; the older one makes room.
 */
public final class DeadLetters {

    public static final String FILE = "dead-letters.ndjson";

    private final Path file;
    private final long longest;

    /** @param longest size of a file in bytes */
    public DeadLetters(Path directory, long longest) {
        this.file = directory.resolve(FILE);
        this.longest = longest;
    }

    /** Durable when it returns. @param item operation and document */
    public synchronized void keep(byte[] item, String reason) throws IOException {
        String head = Json.mapper()
                        .writer()
                        .without(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(Map.of("reason", reason))
                + "\n";
        byte[] line = head.getBytes(UTF_8);
        if (Files.exists(file) && Files.size(file) + line.length + item.length > longest) {
            Files.move(file, file.resolveSibling(FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            write(out, line);
            write(out, item);
            out.force(true);
        }
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }
}

package org.mesoselk.executor.elasticsearch.preflight;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One member per data directory: a lock on a file in it, which the kernel holds for as long as this process lives, and
 * which nobody has to clean up after a crash.
 */
public final class DataLock implements AutoCloseable {

    private static final String FILE = "executor.lock";

    /** Elasticsearch's own lock: a server that outlives its executor by a second still holds it. */
    private static final String NODE_LOCK = "data/node.lock";

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** What came of asking for the lock. */
    public sealed interface Outcome {

        record Taken(DataLock lock) implements Outcome {}

        record Held(Fault fault) implements Outcome {}
    }

    /** @param holder one line that tells others who holds it */
    public static Outcome take(Path directory, String holder) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel).isEmpty()) {
            String other = read(channel);
            channel.close();
            return held(directory, other.isBlank() ? "another executor" : other);
        }
        if (nodeStillThere(directory)) {
            channel.close();
            return held(directory, "an Elasticsearch process");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return new Outcome.Taken(new DataLock(channel));
    }

    private static boolean nodeStillThere(Path directory) throws IOException {
        Path file = directory.resolve(NODE_LOCK);
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel node = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(node).isEmpty();
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static Outcome held(Path directory, String holder) {
        return new Outcome.Held(
                Fault.passing(
                        "The data directory " + directory + " is in use by " + holder
                                + "; a directory belongs to one member: end that process, or give this member a directory of its own."));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.mesoselk.commons.process;

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
 * One executor per directory: a lock on a file in it, which the kernel holds for as long as this process lives, and
 * which nobody has to clean up after a crash.
 */
public final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "executor.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** What came of asking for the lock. */
    public sealed interface Outcome {

        record Taken(DirectoryLock lock) implements Outcome {}

        /** @param holder as the one who holds it has written it down */
        record Held(String holder) implements Outcome {}
    }

    /**
     * Makes the directory when there is none.
     *
     * @param holder one line that tells others who holds it
     */
    public static Outcome take(Path directory, String holder) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel).isEmpty()) {
                String other = read(channel);
                channel.close();
                return new Outcome.Held(other.isBlank() ? "another executor" : other);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new Outcome.Taken(new DirectoryLock(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** @return empty when another process, or this one, holds it */
    public static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

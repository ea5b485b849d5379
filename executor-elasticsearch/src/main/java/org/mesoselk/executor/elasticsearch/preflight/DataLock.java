package org.mesoselk.executor.elasticsearch.preflight;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.mesoselk.commons.process.DirectoryLock;

/** One member per data directory, whose node may outlive its executor for a moment. */
public final class DataLock implements AutoCloseable {

    /** Elasticsearch's own lock, since 8.0 and before: a server that outlives its executor by a second still holds it. */
    private static final List<String> NODE_LOCKS = List.of("data/node.lock", "data/nodes/0/node.lock");

    private final DirectoryLock lock;

    private DataLock(DirectoryLock lock) {
        this.lock = lock;
    }

    /** What came of asking for the lock. */
    public sealed interface Outcome {

        record Taken(DataLock lock) implements Outcome {}

        record Held(Fault fault) implements Outcome {}
    }

    /** @param holder one line that tells others who holds it */
    public static Outcome take(Path directory, String holder) throws IOException {
        DirectoryLock.Outcome outcome = DirectoryLock.take(directory, holder);
        if (outcome instanceof DirectoryLock.Outcome.Held held) {
            return held(directory, held.holder());
        }
        DirectoryLock lock = ((DirectoryLock.Outcome.Taken) outcome).lock();
        for (String nodeLock : NODE_LOCKS) {
            if (isLocked(directory.resolve(nodeLock))) {
                lock.close();
                return held(directory, "an Elasticsearch process");
            }
        }
        return new Outcome.Taken(new DataLock(lock));
    }

    private static boolean isLocked(Path file) throws IOException {
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel node = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return DirectoryLock.tryLock(node).isEmpty();
        }
    }

    private static Outcome held(Path directory, String holder) {
        return new Outcome.Held(
                Fault.passing(
                        "The data directory " + directory + " is in use by " + holder
                                + "; a directory belongs to one member: end that process, or give this member a directory of its own."));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

package org.mesoselk.localmesos.agent.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a second agent off a work directory; a killed agent's lock goes with its process. */
public final class WorkDirLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDirLock.class);

    private final FileChannel channel;

    private WorkDirLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the work directory where there is none, and takes it.
     *
     * @throws IOException when it cannot be written or another agent has it
     */
    public static WorkDirLock take(Path workDir) throws IOException {
        Files.createDirectories(workDir);
        FileChannel channel =
                FileChannel.open(workDir.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new WorkDirLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("the other agent is in this JVM");
        }
        channel.close();
        throw new IOException(
                "another agent runs on the work directory " + workDir + "; end it, or name another folder");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("giving up the lock of the work directory failed: {}", e.toString());
        }
    }
}

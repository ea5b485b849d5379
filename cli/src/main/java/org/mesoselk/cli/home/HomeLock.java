package org.mesoselk.cli.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** Held by the one command that changes a home. The kernel frees it when the command ends, however it ends. */
public final class HomeLock implements AutoCloseable {

    /** Who holds it; kept beside the lock for the message to others. */
    public record Holder(String command, ProcessId process) {}

    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Empty when another command holds it. The home must exist. */
    public static Optional<HomeLock> tryTake(Home home, String command, ProcessTable table) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null || !Files.exists(home.lock())) {
                channel.close();
                return Optional.empty();
            }
            ProcessId.of(ProcessHandle.current().pid(), table)
                    .ifPresent(self -> Atomically.write(home.lockHolder(), Json.bytes(new Holder(command, self))));
            return Optional.of(new HomeLock(channel, lock));
        } catch (IOException e) {
            closeQuietly(channel);
            throw Failure.failed("Cannot lock the home " + home.directory(), e);
        }
    }

    /** Whether a command is at work on the home right now, without taking the lock from anybody. */
    public static boolean held(Home home) {
        if (!Files.exists(home.lock())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            return lock == null;
        } catch (IOException e) {
            return false;
        }
    }

    public static Optional<Holder> holder(Home home, ProcessTable table) {
        try {
            Holder holder = Json.read(Files.readAllBytes(home.lockHolder()), Holder.class);
            return Optional.of(holder).filter(it -> it.process().alive(table));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The failure that led here is the one to report.
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot free the lock of the home", e);
        }
    }
}

package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Trees;
import org.mesoselk.cli.progress.Progress;

/**
 * Unpacked distributions, one directory each, shared by all homes of a user. A distribution appears whole or not at
 * all, is checked on every use, and is put right when it is damaged; who comes at the same time waits.
 */
public final class DistributionCache {

    private static final String WORK = ".work-";
    private static final long LOCK_POLL_MILLIS = 200;

    private final Path root;

    public DistributionCache(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The distribution's home, fetched, verified and unpacked if need be. */
    public Path ensure(Distribution distribution, Progress progress) throws InterruptedException {
        Path home = root.resolve(distribution.name());
        try (Progress.Step step = progress.begin("Getting " + distribution.name())) {
            if (CacheRecord.fits(home)) {
                return home;
            }
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, step)) {
                if (lock.isValid() && !CacheRecord.fits(home)) {
                    removeLeftovers();
                    make(distribution, home, step);
                    step.done(distribution.name() + " is in " + home);
                }
            }
            return home;
        } catch (IOException e) {
            throw Failure.failed(
                    "Cannot get " + distribution.product().title() + " from " + distribution.source() + " into " + root,
                    e);
        }
    }

    private void make(Distribution distribution, Path home, Progress.Step step)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(root, WORK);
        try {
            // Whoever runs what is made in it has to get there; what is fetched is nobody's secret.
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
            Assembly.Assembled made = distribution.assembly().in(work, step);
            CacheRecord.write(made.home(), distribution.source(), made.sha512());
            if (Files.exists(home)) {
                Files.move(home, work.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(made.home(), home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(work);
        }
    }

    private FileLock lock(FileChannel channel, Progress.Step step) throws IOException, InterruptedException {
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            step.at("waiting for another elk that gets it");
            Thread.sleep(LOCK_POLL_MILLIS);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    /** Of whoever was killed at work; nobody else is at it while we hold the lock. */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root, WORK + "*")) {
            for (Path leftover : leftovers) {
                Trees.delete(leftover);
            }
        }
    }
}

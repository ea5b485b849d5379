package org.mesoselk.localmesos.agent.checkpoint;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the sandboxes and checkpoints of executors that ended long ago, by the age of their folders. */
public final class SandboxGc {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxGc.class);

    /** slaves/AGENT/frameworks/FRAMEWORK/executors/EXECUTOR/runs/CONTAINER. */
    private static final int RUN_DEPTH = 7;

    private final WorkDir dir;
    private final Duration delay;
    private final InstantSource clock;

    public SandboxGc(WorkDir dir, Duration delay, InstantSource clock) {
        this.dir = dir;
        this.delay = delay;
        this.clock = clock;
    }

    /**
     * Removes what is old enough now.
     *
     * @param live sandboxes that are in use
     */
    public void collect(Set<Path> live) {
        Path slaves = dir.root().resolve("slaves");
        for (Path run : runs(slaves)) {
            if (!live.contains(run) && old(run)) {
                LOG.info("removing the old sandbox {}", run);
                remove(run);
                remove(dir.metaSlaves().resolve(slaves.relativize(run)));
                removeIfEmptied(run.getParent());
                removeIfEmptied(dir.metaSlaves().resolve(slaves.relativize(run.getParent())));
            }
        }
    }

    private static List<Path> runs(Path slaves) {
        if (!Files.isDirectory(slaves)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(slaves, RUN_DEPTH)) {
            return all.filter(path -> slaves.relativize(path).getNameCount() == RUN_DEPTH)
                    .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.warn("cannot look for old sandboxes: {}", e.toString());
            return List.of();
        }
    }

    /** The newest of the folder itself and what lies in it directly counts: a log that was still written to, for one. */
    private boolean old(Path run) {
        Instant limit = clock.instant().minus(delay);
        try (Stream<Path> inside = Files.list(run)) {
            return Stream.concat(Stream.of(run), inside)
                    .allMatch(path -> modified(path).isBefore(limit));
        } catch (IOException e) {
            return false;
        }
    }

    private Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            return clock.instant();
        }
    }

    /** The executor's folder goes when only {@code runs/latest} is left of it. */
    private static void removeIfEmptied(Path runs) {
        if (!Files.isDirectory(runs)) {
            return;
        }
        try (Stream<Path> left = Files.list(runs)) {
            if (left.allMatch(Files::isSymbolicLink)) {
                remove(runs.getParent());
            }
        } catch (IOException e) {
            LOG.warn("cannot look into {}: {}", runs, e.toString());
        }
    }

    private static void remove(Path top) {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", top, e.toString());
        }
    }
}

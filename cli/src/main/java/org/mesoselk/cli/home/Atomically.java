package org.mesoselk.cli.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that a reader sees the old or the new content, never a part. */
public final class Atomically {

    private Atomically() {}

    public static void write(Path file, byte[] content) {
        put(file, part -> Files.write(part, content));
    }

    /** Whoever has the old file open, as a JVM has its jars, goes on reading the old content. */
    public static void copy(Path source, Path target) {
        put(target, part -> Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING));
    }

    private static void put(Path file, Content content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                content.to(part);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
        }
    }

    private interface Content {
        void to(Path part) throws IOException;
    }
}

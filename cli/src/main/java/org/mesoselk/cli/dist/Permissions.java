package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Of what was made under whatever umask the user has. */
final class Permissions {

    private Permissions() {}

    /** Every user can read the tree, and nobody but its owner change it. */
    static void everybodyReads(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                set(folder, true);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    set(file, Files.isExecutable(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void set(Path path, boolean enter) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(enter ? "rwxr-xr-x" : "rw-r--r--"));
    }
}

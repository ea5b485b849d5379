package org.mesoselk.commons.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Hands a tree of files over to an account; only root can. */
public final class Ownership {

    private Ownership() {}

    /**
     * Children first and the top last, so that a top which is owned already means that all below it is too, and a big
     * data directory is walked once only.
     */
    public static void give(Path top, UnixUser user) throws IOException {
        if (isOwnedBy(top, user)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                chown(file, user);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                chown(folder, user);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The directory alone, without what is in it. */
    public static void giveDirectory(Path directory, UnixUser user) throws IOException {
        if (!isOwnedBy(directory, user)) {
            chown(directory, user);
        }
    }

    private static boolean isOwnedBy(Path path, UnixUser user) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user.uid())
                && Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user.gid());
    }

    private static void chown(Path path, UnixUser user) throws IOException {
        Files.setAttribute(path, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
    }
}

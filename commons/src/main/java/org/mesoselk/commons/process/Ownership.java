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

    /** All of the tree that is not {@code user}'s yet. */
    public static void give(Path top, UnixUser user) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                giveOne(file, user);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                giveOne(folder, user);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * The same for a tree in which only {@code user} makes files: the top is handed over last, so a top that is owned
     * means that all below it is, and a big data directory is walked once in its life.
     */
    public static void giveOnce(Path top, UnixUser user) throws IOException {
        if (!isOwnedBy(top, user)) {
            give(top, user);
        }
    }

    /** The file or directory itself, without what is in it. */
    public static void giveOne(Path path, UnixUser user) throws IOException {
        if (!isOwnedBy(path, user)) {
            Files.setAttribute(path, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isOwnedBy(Path path, UnixUser user) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user.uid())
                && Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user.gid());
    }
}

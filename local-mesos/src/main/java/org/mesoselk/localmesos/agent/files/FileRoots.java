package org.mesoselk.localmesos.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The folders that may be looked into, each under one or more names. A name is a path as a client writes it, real or
 * made up; whatever follows it must lie in the folder, also when symbolic links and dots are followed.
 */
public record FileRoots(Map<String, Path> folders) {

    /** What a client's path stands for. */
    public sealed interface Resolved {}

    /** It can be read. */
    public record Found(Path path) implements Resolved {}

    /** There is nothing, or nothing that this agent shows. */
    public record Missing() implements Resolved {}

    /** It leads out of its folder. */
    public record Inaccessible() implements Resolved {}

    /** Finds what the longest name that {@code path} begins with, and the rest of it, lead to. */
    public Resolved resolve(String path) throws IOException {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String rest = "";
        while (!folders.containsKey(name)) {
            int slash = name.lastIndexOf('/');
            if (slash < 0) {
                return new Missing();
            }
            rest = rest.isEmpty() ? name.substring(slash + 1) : name.substring(slash + 1) + "/" + rest;
            name = name.substring(0, slash);
        }
        try {
            Path root = folders.get(name).toRealPath();
            Path found = root.resolve("./" + rest).toRealPath();
            return found.startsWith(root) && Files.isReadable(found) ? new Found(found) : new Inaccessible();
        } catch (NoSuchFileException | InvalidPathException | java.nio.file.NotDirectoryException e) {
            return new Missing();
        }
    }
}

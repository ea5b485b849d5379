package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a glob names now; links are not followed.
 *
 * @param root the deepest folder above everything that the glob can name
 */
record Globs(Path root, PathMatcher matcher, int depth) {

    private static final Pattern WILD = Pattern.compile(".*[*?\\[{\\\\].*");

    /** @throws IllegalArgumentException with a sentence when it is no absolute glob */
    static Globs of(String glob) {
        if (!glob.startsWith("/")) {
            throw new IllegalArgumentException("The files '" + glob + "' are not named by an absolute path.");
        }
        String[] names = glob.substring(1).split("/", -1);
        Path root = Path.of("/");
        int plain = 0;
        while (plain < names.length - 1 && !WILD.matcher(names[plain]).matches()) {
            root = root.resolve(names[plain++]);
        }
        try {
            return new Globs(
                    root,
                    FileSystems.getDefault().getPathMatcher("glob:" + glob),
                    glob.contains("**") ? Integer.MAX_VALUE : names.length - plain);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "The files '" + glob + "' are named by no glob: " + e.getDescription() + ".", e);
        }
    }

    /** @param unreadable told of each folder that cannot be read, with the cause */
    List<Path> files(java.util.function.BiConsumer<Path, IOException> unreadable) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return files;
        }
        Path real;
        try {
            // Whoever names the files may mean a folder above them that is a link; below it none is followed.
            real = root.toRealPath();
        } catch (IOException e) {
            unreadable.accept(root, e);
            return files;
        }
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && matcher.matches(root.resolve(real.relativize(file)))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                unreadable.accept(file, e);
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(real, java.util.Set.of(), depth, visitor);
        } catch (IOException e) {
            unreadable.accept(root, e);
        }
        return files;
    }
}

package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mesoselk.localmesos.replay.Comparison.Difference;

/** A recorded listing of files beside the files of this run: names, kinds, permissions, and where links lead. */
final class DiskTree {

    /** {@code drwxr-x--- root 4096 ./path} or {@code ls -l}, with the target behind the path of a link. */
    private static final Pattern LINE = Pattern.compile("([-dl][-rwx]{9}).* ((?:\\./|a\\d/work)\\S*)(?: (\\S+))? *");

    private DiskTree() {}

    /**
     * Compares the lines whose path begins with {@code folder}, as recorded, with what is in it here.
     *
     * @param root the folder that the recorded paths are below
     */
    static List<Difference> compare(String where, String listing, String folder, Path root, Names names)
            throws IOException {
        Map<String, String> theirs = new TreeMap<>();
        for (String line : listing.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(2).startsWith(folder)) {
                String target = matcher.group(3) == null ? "" : " " + names.translate(matcher.group(3));
                theirs.put(names.translate(matcher.group(2)), matcher.group(1) + target);
            }
        }
        Map<String, String> mine = new TreeMap<>();
        String prefix = folder.startsWith("./") ? "./" : "";
        try (Stream<Path> all = Files.walk(root.resolve(names.translate(folder)))) {
            for (Path path : all.toList()) {
                mine.put(prefix + root.relativize(path).normalize(), line(path));
            }
        }
        java.util.List<Difference> differences = new java.util.ArrayList<>();
        java.util.Set<String> paths = new java.util.TreeSet<>(theirs.keySet());
        paths.addAll(mine.keySet());
        for (String path : paths) {
            String their = theirs.getOrDefault(path, "absent");
            String my = mine.getOrDefault(path, "absent");
            if (!their.equals(my)) {
                differences.add(new Difference(where + " " + path, their, my));
            }
        }
        if (theirs.isEmpty()) {
            throw new IllegalArgumentException("nothing is listed below " + folder);
        }
        return differences;
    }

    private static String line(Path path) throws IOException {
        boolean link = Files.isSymbolicLink(path);
        String kind = link ? "l" : Files.isDirectory(path) ? "d" : "-";
        return kind
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
                + (link ? " " + Files.readSymbolicLink(path) : "");
    }
}

package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;

/**
 * What is in folders, read again only when a folder has changed: thousands of sandboxes that are at rest cost a stat
 * each. Links are shown as links and never followed.
 */
final class Listing {

    /** A folder that changed so shortly before it was read may change again within the same tick of its clock. */
    private static final long SETTLED_MILLIS = 2_000;

    private final Map<Path, Cached> cache = new HashMap<>();
    private long round;

    enum Type {
        FILE,
        FOLDER,
        LINK
    }

    record Entry(String name, Type type, FileKey key) {}

    private static final class Cached {
        private final long changedMillis;
        private final long readMillis;
        private final List<Entry> entries;
        private long round;

        Cached(long changedMillis, long readMillis, List<Entry> entries) {
            this.changedMillis = changedMillis;
            this.readMillis = readMillis;
            this.entries = entries;
        }
    }

    /** Forgets the folders that nobody asked for since the last call. */
    void nextRound() {
        cache.values().removeIf(cached -> cached.round < round);
        round++;
    }

    /**
     * The entries that {@code names} wants; none when there is no such folder, or a link in its place.
     *
     * @param nowMillis the time by the clock that the file system has
     */
    List<Entry> of(Path folder, Predicate<String> names, long nowMillis) throws IOException {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(folder, "isDirectory,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
        if (!(Boolean) attributes.get("isDirectory")) {
            return List.of();
        }
        long changed = ((java.nio.file.attribute.FileTime) attributes.get("lastModifiedTime")).toMillis();
        Cached cached = cache.get(folder);
        if (cached == null || cached.changedMillis != changed || changed > cached.readMillis - SETTLED_MILLIS) {
            cached = new Cached(changed, nowMillis, read(folder, names));
            cache.put(folder, cached);
        }
        cached.round = round;
        return cached.entries;
    }

    private static List<Entry> read(Path folder, Predicate<String> names) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                if (names.test(name)) {
                    add(entries, name, path);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            // Removed meanwhile.
        }
        return List.copyOf(entries);
    }

    private static void add(List<Entry> entries, String name, Path path) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(
                    path, "unix:dev,ino,isRegularFile,isDirectory,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
            Type type = (Boolean) attributes.get("isRegularFile")
                    ? Type.FILE
                    : (Boolean) attributes.get("isDirectory") ? Type.FOLDER : Type.LINK;
            boolean other = type == Type.LINK && !(Boolean) attributes.get("isSymbolicLink");
            if (!other) {
                entries.add(new Entry(
                        name,
                        type,
                        new FileKey(
                                ((Number) attributes.get("dev")).longValue(),
                                ((Number) attributes.get("ino")).longValue())));
            }
        } catch (NoSuchFileException gone) {
            // Removed meanwhile.
        }
    }
}

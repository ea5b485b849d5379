package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;

/**
 * A folder and what was in it when it was last read; it is read again only when it has changed. Thousands of sandboxes
 * at rest cost a stat each, and no more memory than their names: a path is put together when it is needed.
 */
final class Folder implements Entry {

    /** A folder that changed so shortly before it was read may change again within the same tick of its clock. */
    private static final long SETTLED_MILLIS = 2_000;

    /** One that has not changed for so long is at rest; see {@link Turns}. */
    private static final long REST_MILLIS = 60_000;

    private final Optional<Folder> parent;
    private final String name;
    private final String below;
    private long changedMillis = Long.MIN_VALUE;
    private long readMillis = Long.MIN_VALUE;
    private List<Entry> entries = List.of();
    private Optional<SandboxDir> sandbox = Optional.empty();

    private Folder(Optional<Folder> parent, String name, String below) {
        this.parent = parent;
        this.name = name;
        this.below = below;
    }

    /** @param path absolute; @param below see {@link #entries} */
    static Folder root(Path path, String below) {
        return new Folder(Optional.empty(), path.toString(), below);
    }

    @Override
    public String name() {
        return name;
    }

    Path path() {
        return parent.isPresent() ? parent.get().listed().resolve(name) : Path.of(name);
    }

    /** The folder whose entries are of interest: itself, or the one of a fixed name in it. */
    private Path listed() {
        return below.isEmpty() ? path() : path().resolve(below);
    }

    /** Whose it is, once that is known. */
    Optional<SandboxDir> sandbox() {
        return sandbox;
    }

    void isOf(SandboxDir owner) {
        sandbox = Optional.of(owner);
    }

    /**
     * The entries that {@code names} wants, of the folder {@code below} this one; none when there is no such folder, or
     * a link in its place. The same list as before when nothing has changed.
     *
     * @param inner of the folders in it, the {@code below}
     * @param nowMillis the time by the clock that the file system has
     * @param isItsTurn asked of a folder that is at rest; when it is not, nothing is looked at
     */
    List<Entry> entries(Predicate<String> names, String inner, long nowMillis, BooleanSupplier isItsTurn)
            throws IOException {
        boolean isAtRest = changedMillis != Long.MIN_VALUE && nowMillis - changedMillis > REST_MILLIS;
        if (isAtRest && !isItsTurn.getAsBoolean()) {
            return entries;
        }
        Path folder = listed();
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            return nothing();
        }
        if (!attributes.isDirectory()) {
            return nothing();
        }
        long changed = attributes.lastModifiedTime().toMillis();
        if (changed != changedMillis || changed > readMillis - SETTLED_MILLIS) {
            entries = read(folder, names, inner);
            changedMillis = changed;
            readMillis = nowMillis;
        }
        return entries;
    }

    private List<Entry> nothing() {
        changedMillis = Long.MIN_VALUE;
        entries = List.of();
        return entries;
    }

    private List<Entry> read(Path folder, Predicate<String> names, String inner) throws IOException {
        Map<String, Folder> before = entries.stream()
                .filter(Folder.class::isInstance)
                .map(Folder.class::cast)
                .collect(Collectors.toMap(Folder::name, known -> known));
        List<Entry> now = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                String file = path.getFileName().toString();
                if (names.test(file)) {
                    entry(path, file, inner, before).ifPresent(now::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            // Removed meanwhile.
        }
        // An unchanged list stays the one that is known.
        return now.equals(entries) ? entries : List.copyOf(now);
    }

    private Optional<Entry> entry(Path path, String file, String inner, Map<String, Folder> before) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(
                    path, "unix:dev,ino,isRegularFile,isDirectory,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
            if ((Boolean) attributes.get("isDirectory")) {
                Folder known = before.get(file);
                return Optional.of(known == null ? new Folder(Optional.of(this), file, inner) : known);
            }
            if ((Boolean) attributes.get("isRegularFile")) {
                // There are few names, and many files of each.
                return Optional.of(new File(file.intern(), FileKey.of(attributes)));
            }
            if ((Boolean) attributes.get("isSymbolicLink")) {
                return Optional.of(new Link(
                        file, Files.readSymbolicLink(path).getFileName().toString()));
            }
        } catch (NoSuchFileException gone) {
            // Removed meanwhile.
        }
        return Optional.empty();
    }
}

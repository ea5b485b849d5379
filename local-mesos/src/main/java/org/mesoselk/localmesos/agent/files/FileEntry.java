package org.mesoselk.localmesos.agent.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One line of a listing.
 *
 * @param path as the client would ask for it
 * @param mode as in stat(2), the file's type included
 * @param mtime seconds since the epoch
 */
public record FileEntry(String path, int nlink, long size, long mtime, int mode, String uid, String gid) {

    private static final int DIRECTORY = 0040000;
    private static final int TYPE = 0170000;
    private static final String RWX = "rwxrwxrwx";

    /** The entries of {@code directory}, sorted; links count as what they point to, dangling ones are left out. */
    public static List<FileEntry> list(Path directory, String shownAs) throws IOException {
        TreeSet<Path> children = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(children::add);
        }
        String prefix = shownAs.endsWith("/") ? shownAs : shownAs + "/";
        List<FileEntry> entries = new ArrayList<>();
        for (Path child : children) {
            try {
                entries.add(of(child, prefix + child.getFileName()));
            } catch (NoSuchFileException e) {
                // A dangling link, or removed just now: not there.
            }
        }
        return entries;
    }

    private static FileEntry of(Path file, String shownAs) throws IOException {
        Map<String, Object> stat = Files.readAttributes(file, "unix:mode,nlink,size,lastModifiedTime,owner,group");
        return new FileEntry(
                shownAs,
                (int) stat.get("nlink"),
                (long) stat.get("size"),
                ((FileTime) stat.get("lastModifiedTime")).toMillis() / 1000,
                (int) stat.get("mode"),
                stat.get("owner").toString(),
                stat.get("group").toString());
    }

    /** As ls(1) writes it. */
    public String modeText() {
        StringBuilder text = new StringBuilder((mode & TYPE) == DIRECTORY ? "d" : "-");
        for (int bit = 0; bit < RWX.length(); bit++) {
            text.append((mode & (0400 >> bit)) != 0 ? RWX.charAt(bit) : '-');
        }
        return text.toString();
    }
}

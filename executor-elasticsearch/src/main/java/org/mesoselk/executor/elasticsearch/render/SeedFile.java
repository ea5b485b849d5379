package org.mesoselk.executor.elasticsearch.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The file that Elasticsearch reads its seed addresses from, again whenever it looks for a master. */
public final class SeedFile {

    private SeedFile() {}

    /** Replaces the file in one step: a reader sees the old list or the new one, never a part. */
    public static void write(Path file, List<String> hosts) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, hosts.isEmpty() ? "" : String.join("\n", hosts) + "\n");
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

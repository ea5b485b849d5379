package org.mesoselk.scheduler.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.mesoselk.commons.json.Json;

/** Tells whoever started the scheduler where its API is: {@code {"api": "http://..."}} in a file, whole or not at all. */
public final class Announcement {

    private Announcement() {}

    public static void write(Path file, String url) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.write(part, Json.bytes(Map.of("api", url)));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

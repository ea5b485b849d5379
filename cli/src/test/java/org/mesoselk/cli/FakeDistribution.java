package org.mesoselk.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** What looks like a distribution of Elasticsearch and has a kilobyte. */
public final class FakeDistribution {

    private FakeDistribution() {}

    public static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("bin/elasticsearch", "#!/bin/sh\nexit 0\n");
        files.put("lib/elasticsearch-8.19.20.jar", "server");
        files.put("config/elasticsearch.yml", "# settings\n");
        return files;
    }

    public static Path unpacked(Path home) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        if (!home.resolve("bin/elasticsearch").toFile().setExecutable(true)) {
            throw new IOException("cannot make a program");
        }
        return home;
    }

    public static Path zip(Path archive, Map<String, String> files) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry("elasticsearch-8.19.20/" + file.getKey());
                entry.setUnixMode(file.getKey().startsWith("bin/") ? 0100700 : 0100600);
                zip.putArchiveEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return archive;
    }

    /** With {@code link} as a symbolic link in it, unless it is empty. */
    public static Path tarGz(Path archive, String link, String target) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            for (Map.Entry<String, String> content : files().entrySet()) {
                byte[] bytes = content.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("elasticsearch-8.19.20/" + content.getKey());
                entry.setMode(content.getKey().startsWith("bin/") ? 0700 : 0600);
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
            if (!link.isEmpty()) {
                TarArchiveEntry entry = new TarArchiveEntry("elasticsearch-8.19.20/" + link, TarConstants.LF_SYMLINK);
                entry.setLinkName(target);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }
}

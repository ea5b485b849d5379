package org.mesoselk.executor.elasticsearch.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.version.NodeDirs;
import org.mesoselk.executor.elasticsearch.version.VersionLine;

/** Writes everything that one node needs beside the read-only home. */
public final class RenderNode {

    private RenderNode() {}

    /** @param owner who is to own the directories; empty means this process' user, as they are made */
    public static void render(
            Home home, VersionLine line, ElasticsearchTask task, NodeDirs dirs, Optional<UnixUser> owner)
            throws IOException {
        for (Path directory : dirs.all()) {
            Files.createDirectories(directory);
        }
        copyConfig(home.config(), dirs.config());
        Files.writeString(dirs.config().resolve("elasticsearch.yml"), Settings.elasticsearchYml(line, task, dirs));
        writeJvmOptions(line, task, dirs);
        SeedFile.write(dirs.config().resolve(line.seedFile()), task.seedHosts());
        if (owner.isPresent()) {
            handOver(task, dirs, owner.get());
        }
    }

    private static void handOver(ElasticsearchTask task, NodeDirs dirs, UnixUser owner) throws IOException {
        Ownership.give(dirs.config(), owner);
        Ownership.give(dirs.tmp(), owner);
        Ownership.giveOnce(dirs.data(), owner);
        Ownership.giveOnce(dirs.logs(), owner);
        if (task.dataDir().isPresent()) {
            Ownership.giveOne(Path.of(task.dataDir().get()), owner);
        }
    }

    private static void copyConfig(Path from, Path to) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(from)) {
            entries = walk.toList();
        }
        for (Path entry : entries) {
            Path copy = to.resolve(from.relativize(entry).toString());
            if (Files.isDirectory(entry)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(entry, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void writeJvmOptions(VersionLine line, ElasticsearchTask task, NodeDirs dirs) throws IOException {
        Path own = dirs.config().resolve("jvm.options");
        List<String> lines = Files.exists(own) ? Files.readAllLines(own) : List.of();
        for (Map.Entry<String, List<String>> options :
                line.jvmOptions(lines, task, dirs).entrySet()) {
            Path file = dirs.config().resolve(options.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, options.getValue());
        }
    }
}

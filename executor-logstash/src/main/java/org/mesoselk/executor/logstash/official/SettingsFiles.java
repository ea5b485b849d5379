package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.executor.logstash.official.render.RenderSettings;

/** Writes path.settings. */
final class SettingsFiles {

    private final LogstashDirs dirs;
    private final Optional<UnixUser> owner;

    /** @param owner who is to own all of it; empty means this process' user, as it is made */
    SettingsFiles(LogstashDirs dirs, Optional<UnixUser> owner) {
        this.dirs = dirs;
        this.owner = owner;
    }

    /** All but the pipelines. */
    void write(String logstashYml, List<String> jvmOptions) throws IOException {
        for (Path folder : List.of(dirs.data(), dirs.sincedbs(), dirs.settings(), dirs.pipelines(), dirs.tmp())) {
            Files.createDirectories(folder);
        }
        Files.writeString(dirs.settings().resolve("logstash.yml"), logstashYml);
        Files.write(dirs.settings().resolve("jvm.options"), jvmOptions);
        Files.writeString(dirs.settings().resolve("log4j2.properties"), RenderSettings.log4j2Properties());
        if (owner.isPresent()) {
            Ownership.give(dirs.settings(), owner.get());
            Ownership.giveOnce(dirs.data(), owner.get());
        }
    }

    /**
     * The pipelines, each file whole at any moment; Logstash looks at them by itself. pipelines.yml comes after those that
     * it names and before those that it names no more are removed.
     */
    void pipelines(Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> pipeline : texts.entrySet()) {
            replace(dirs.pipeline(pipeline.getKey()), pipeline.getValue());
        }
        replace(dirs.settings().resolve("pipelines.yml"), RenderSettings.pipelinesYml(texts.keySet(), dirs));
        List<Path> there;
        try (Stream<Path> files = Files.list(dirs.pipelines())) {
            there = files.toList();
        }
        for (Path file : there) {
            if (texts.keySet().stream().noneMatch(name -> dirs.pipeline(name).equals(file))) {
                Files.delete(file);
            }
        }
    }

    private void replace(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Path part = dirs.settings().resolve(file.getFileName() + ".part");
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        if (owner.isPresent()) {
            Ownership.giveOne(part, owner.get());
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

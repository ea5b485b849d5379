package org.mesoselk.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** One file NAME.pid for each process that was started, with its pid and its start. */
public record PidFiles(Path directory, ProcessTable table) {

    private static final String SUFFIX = ".pid";

    public void write(String name, ProcessId id) {
        Atomically.write(file(name), Json.bytes(id));
    }

    /** The process that was started under this name, when it still runs. */
    public Optional<ProcessId> running(String name) {
        return recorded(name).filter(id -> id.alive(table));
    }

    /** The process that was started last under this name, dead or alive; a damaged file tells nothing. */
    Optional<ProcessId> recorded(String name) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file(name)), ProcessId.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Of all files, whether the process runs or not. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }
}

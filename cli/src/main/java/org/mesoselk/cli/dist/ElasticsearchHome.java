package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What an unpacked distribution looks like. */
public final class ElasticsearchHome {

    private ElasticsearchHome() {}

    /** Why {@code directory} is not an Elasticsearch; empty when it looks like one. */
    public static Optional<String> fault(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.of("is not a directory");
        }
        Path program = directory.resolve("bin").resolve("elasticsearch");
        if (!Files.isRegularFile(program)) {
            return Optional.of("has no bin/elasticsearch");
        }
        if (!Files.isExecutable(program)) {
            return Optional.of("has a bin/elasticsearch that is not executable");
        }
        return hasServerJar(directory.resolve("lib"))
                ? Optional.empty()
                : Optional.of("has no lib/elasticsearch-VERSION.jar");
    }

    private static boolean hasServerJar(Path lib) {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.anyMatch(jar -> jar.getFileName().toString().matches("elasticsearch-\\d+\\..*\\.jar"));
        } catch (IOException e) {
            return false;
        }
    }
}

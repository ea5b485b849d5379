package org.mesoselk.executor.elasticsearch.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An unpacked official distribution. It serves any number of nodes and is never written to. */
public record Home(Path directory, Version version) {

    private static final Pattern SERVER_JAR =
            Pattern.compile("elasticsearch-(\\d+\\.\\d+\\.\\d+(?:-[A-Za-z]+\\d*)*)\\.jar");

    /** The distribution in {@code directory}; empty when that is none. */
    public static Optional<Home> at(Path directory) throws IOException {
        Path lib = directory.resolve("lib");
        if (!Files.isRegularFile(directory.resolve("bin/elasticsearch"))
                || !Files.isDirectory(directory.resolve("config"))
                || !Files.isDirectory(lib)) {
            return Optional.empty();
        }
        try (var jars = Files.list(lib)) {
            return jars.map(jar -> SERVER_JAR.matcher(jar.getFileName().toString()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(name -> new Home(directory, Version.of(name.group(1))));
        }
    }

    public Path launcher() {
        return directory.resolve("bin/elasticsearch");
    }

    public Path config() {
        return directory.resolve("config");
    }

    /** The JDK that the distribution brings, if it brings one. */
    public Optional<Path> bundledJdk() {
        return Optional.of(directory.resolve("jdk")).filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")));
    }
}

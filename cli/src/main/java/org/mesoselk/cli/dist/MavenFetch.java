package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mesoselk.cli.progress.Progress;

/** By coordinates through the user's own Maven, so that its settings, mirrors, proxies and local repository count. */
record MavenFetch(String maven, String artifact) implements Fetch {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";

    @Override
    public Path into(Path directory, Progress.Step step) throws IOException, InterruptedException {
        Path log = directory.resolveSibling("maven.log");
        Process process = run(directory, log);
        try {
            while (!process.waitFor(300, TimeUnit.MILLISECONDS)) {
                step.at("by Maven");
            }
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException("Maven could not fetch " + artifact + ": " + lastError(log));
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new IOException("Maven fetched " + artifact + " but left no file"));
        }
    }

    /** Runs in a directory without a pom.xml, so that it is one call and not one for each module. */
    private Process run(Path directory, Path log) throws IOException {
        List<String> command =
                List.of(maven, "-B", "-q", PLUGIN, "-Dartifact=" + artifact, "-DoutputDirectory=" + directory);
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "Maven (the command " + maven + ") cannot be run, and it is what fetches Elasticsearch;"
                            + " install it, or name a build with --elasticsearch-home or --elasticsearch-url",
                    e);
        }
    }

    private static String lastError(Path log) throws IOException {
        List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains("ERROR") && line.length() > 20)
                .toList();
        return lines.isEmpty() ? "it gave no reason" : lines.get(0).replaceFirst("^\\W*ERROR\\W+", "");
    }
}

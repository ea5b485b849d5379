package org.mesoselk.executor.kibana.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An unpacked official distribution. It serves any number of instances and is not written to. */
public record Home(Path directory, Version version) {

    /** What starts Kibana, the newest layout first; Node finds X.js and X/index.js under the name X. */
    private static final List<String> ENTRIES = List.of("src/cli/kibana/dist", "src/cli/dist", "src/cli");

    /**
     * Where a distribution has its Node.js; later ones have two, of which their own bin/kibana starts the one that runs with old
     * C libraries as well.
     */
    private static final List<String> NODES =
            List.of("node/bin/node", "node/glibc-217/bin/node", "node/default/bin/node");

    private static final List<String> X_PACKS = List.of("x-pack", "node_modules/x-pack", "plugins/x-pack");

    /** The distribution in {@code directory}; empty when that is none. */
    public static Optional<Home> at(Path directory) throws IOException {
        Path file = directory.resolve("package.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.tree(Files.readAllBytes(file));
            return json.path("name").asString("").equals("kibana")
                    ? Version.of(json.path("version").asString("")).map(version -> new Home(directory, version))
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Empty when nothing is there that could be started. */
    public Optional<Path> entry() {
        return ENTRIES.stream()
                .map(directory::resolve)
                .filter(Home::canBeRequired)
                .findFirst();
    }

    private static boolean canBeRequired(Path module) {
        return Files.isRegularFile(module.resolveSibling(module.getFileName() + ".js"))
                || Files.isRegularFile(module.resolve("index.js"));
    }

    /** The Node.js that the distribution brings, if it brings one. */
    public Optional<Path> bundledNode() {
        return NODES.stream()
                .map(directory::resolve)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether this build knows the settings of X-Pack: it refuses to start with settings that it does not know. */
    public boolean hasXPack() {
        return version.major() >= 8 || X_PACKS.stream().map(directory::resolve).anyMatch(Files::isDirectory);
    }

    /** Lines of its own config/node.options (7.10 and newer), without comments. */
    public List<String> nodeOptions() throws IOException {
        Path file = directory.resolve("config/node.options");
        return Files.isReadable(file)
                ? Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList()
                : List.of();
    }

    /** What its own bin/kibana gives Node.js for long headers; Node.js before 10.15 would not know it. */
    public List<String> headerSize() throws IOException {
        Path script = directory.resolve("bin/kibana");
        if (!Files.isReadable(script)) {
            return List.of();
        }
        return Files.readAllLines(script).stream()
                .filter(line -> !line.strip().startsWith("#"))
                .flatMap(line -> Stream.of(line.split("[\\s\"]+")))
                .filter(word -> word.matches("--max-http-header-size=\\d+"))
                .limit(1)
                .toList();
    }
}

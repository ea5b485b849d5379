package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** What an unpacked Kibana looks like. */
public final class KibanaHome {

    private KibanaHome() {}

    /** Why {@code directory} is not a Kibana; empty when it looks like one. */
    public static Optional<String> fault(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.of("is not a directory");
        }
        if (!Files.isDirectory(directory.resolve("src").resolve("cli"))) {
            return Optional.of("has no src/cli");
        }
        Path description = directory.resolve("package.json");
        try {
            String name =
                    Json.tree(Files.readAllBytes(description)).path("name").asString("");
            return name.equals("kibana") ? Optional.empty() : Optional.of("has a package.json of '" + name + "'");
        } catch (IOException e) {
            return Optional.of("has no package.json that can be read");
        } catch (JacksonException e) {
            return Optional.of("has a package.json that is no JSON");
        }
    }
}

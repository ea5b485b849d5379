package org.mesoselk.cli.marathon;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.Failure;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** What elk uses of a Marathon app definition; the rest (health checks, upgrade strategy ...) is for Marathon alone. */
public record AppDefinition(
        String id,
        String cmd,
        List<FetchUri> fetch,
        Map<String, String> env,
        List<PortDefinition> portDefinitions,
        @JsonProperty("taskKillGracePeriodSeconds") Optional<Integer> killGraceSeconds) {

    public AppDefinition {
        fetch = fetch == null ? List.of() : List.copyOf(fetch);
        env = env == null ? Map.of() : Map.copyOf(env);
        portDefinitions = portDefinitions == null ? List.of() : List.copyOf(portDefinitions);
    }

    /** @param executable whether to make the fetched file a program */
    public record FetchUri(String uri, Optional<Boolean> executable, Optional<String> destPath) {
        String fileName() {
            return destPath.orElseGet(() -> uri.substring(uri.lastIndexOf('/') + 1));
        }
    }

    /** @param port 0 for any */
    public record PortDefinition(int port, Optional<String> name) {}

    public static AppDefinition read(Path file) {
        try {
            AppDefinition app = Json.read(Files.readAllBytes(file), AppDefinition.class);
            if (app.id() == null || app.cmd() == null) {
                throw Failure.failed("The app definition " + file + " has no id or no cmd");
            }
            return app;
        } catch (IOException | JacksonException e) {
            throw Failure.failed("Cannot read the app definition " + file, e);
        }
    }
}

package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The Logstash of one agent, as somebody on that agent sees it.
 *
 * @param settings its path.settings
 */
record LogstashProcess(long pid, Path settings) {

    private static final Pattern SETTINGS = Pattern.compile("--path\\.settings (\\S+)");
    private static final Pattern PORT = Pattern.compile("(?m)^api\\.http\\.port: \"?(\\d+)");
    private static final Duration SOON = Duration.ofSeconds(5);

    static LogstashProcess of(Processes.Found found) {
        Matcher settings = SETTINGS.matcher(found.text());
        if (!settings.find()) {
            throw new AssertionError("no path.settings: " + found);
        }
        return new LogstashProcess(found.pid(), Path.of(settings.group(1)));
    }

    /** What its files say, by the pipeline's name. */
    Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(settings.resolve("pipelines"))) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString().replaceAll("\\.conf$", ""), Files.readString(file));
            }
        }
        return texts;
    }

    /** Pipelines through which events pass, as its own API says: an id that changes with each load, by name. */
    Map<String, String> running() throws IOException {
        Map<String, String> instances = new TreeMap<>();
        stats().properties().forEach(pipeline -> {
            if (pipeline.getValue().path("events").isObject()) {
                instances.put(
                        pipeline.getKey(),
                        pipeline.getValue().path("ephemeral_id").asString());
            }
        });
        return instances;
    }

    private JsonNode stats() throws IOException {
        Matcher port = PORT.matcher(Files.readString(settings.resolve("logstash.yml")));
        if (!port.find()) {
            throw new AssertionError("no port of its API in " + settings);
        }
        return Rest.get("http://127.0.0.1:" + port.group(1) + "/_node/stats/pipelines", SOON)
                .expect(200)
                .json()
                .path("pipelines");
    }
}

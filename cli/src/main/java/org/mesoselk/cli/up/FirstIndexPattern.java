package org.mesoselk.cli.up;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a new Kibana 5 where the logs are, so that whoever opens it sees them: an index pattern, which is the one that Discover
 * begins with, and which columns it shows. Kibana keeps all that in its own index; what somebody has put there stays.
 *
 * @param elasticsearch any node
 * @param patience until Kibana has made its index, and the first lines have come: without an index of logs a page of Kibana
 *     that opens the pattern would fail
 */
record FirstIndexPattern(URI elasticsearch, Http http, Duration patience) {

    static final String PATTERN = "mesos-logs-*";

    private static final String KIBANA = "/.kibana";
    private static final List<String> COLUMNS = List.of("mesos.task.name", "message");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Says it when it could not be done: there is a page in Kibana for that too. */
    void put(Progress progress) throws InterruptedException {
        Deadline deadline = Deadline.after(patience);
        Optional<String> missing = Optional.of("nothing was tried");
        try (Progress.Step step = progress.begin("The first index pattern")) {
            while (missing.isPresent() && !deadline.passed()) {
                try {
                    missing = missing();
                    if (missing.isEmpty()) {
                        if (found("/index-pattern/_search").isEmpty()) {
                            make();
                        }
                        return;
                    }
                } catch (IOException | JacksonException e) {
                    missing = Optional.of(String.valueOf(e.getMessage()));
                }
                step.at(missing.get());
                Deadline.pause();
            }
        }
        progress.say("Kibana has no index pattern yet (" + missing.orElse("") + "): make one for " + PATTERN
                + " on its page Management.");
    }

    private Optional<String> missing() throws IOException, InterruptedException {
        if (found("/config/_search").isEmpty()) {
            return Optional.of("Kibana has not made its index yet");
        }
        JsonNode logs = ask("/" + PATTERN + "/_search?size=0&ignore_unavailable=true");
        return logs.at("/hits/total").asLong(0) > 0 ? Optional.empty() : Optional.of("no line of a log has come yet");
    }

    private void make() throws IOException, InterruptedException {
        String id = URLEncoder.encode(PATTERN, StandardCharsets.UTF_8);
        // Without a list of fields Kibana looks them up.
        write(
                KIBANA + "/index-pattern/" + id + "?op_type=create&refresh=true",
                Map.of("title", PATTERN, "timeFieldName", "@timestamp"));
        for (JsonNode config : found("/config/_search?version=true")) {
            ObjectNode settings = (ObjectNode) config.path("_source");
            if (!settings.hasNonNull("defaultIndex")) {
                settings.put("defaultIndex", PATTERN);
                settings.set("defaultColumns", Json.mapper().valueToTree(COLUMNS));
                write(
                        KIBANA + "/config/" + config.path("_id").asString() + "?refresh=true&version="
                                + config.path("_version").asLong(),
                        settings);
            }
        }
    }

    /** Empty when there is no index yet. */
    private List<JsonNode> found(String path) throws IOException, InterruptedException {
        String lenient = path.contains("?") ? "&" : "?";
        JsonNode hits = ask(KIBANA + path + lenient + "ignore_unavailable=true").at("/hits/hits");
        return hits.isArray() ? List.copyOf(hits.values()) : List.of();
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        return answer(path, http.get(elasticsearch.resolve(path), TIMEOUT));
    }

    private void write(String path, Object document) throws IOException, InterruptedException {
        answer(path, http.put(elasticsearch.resolve(path), Json.bytes(document), TIMEOUT));
    }

    private JsonNode answer(String path, Http.Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException(elasticsearch + path + " answered " + answer.status());
        }
        return Json.tree(answer.body());
    }
}

package org.mesoselk.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.cli.Failure;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The REST API, version 1, of a framework's schedulers: those that do not lead pass on to the one that does. */
public final class SchedulerApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The scheduler itself waits up to 30 s for its store. */
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(40);

    private final List<URI> bases;
    private final Http http;

    public SchedulerApi(URI base, Http http) {
        this(List.of(base), http);
    }

    /** @param bases one or more; they are asked in this order until one answers */
    public SchedulerApi(List<URI> bases, Http http) {
        this.bases = List.copyOf(bases);
        this.http = http;
    }

    public URI address() {
        return bases.get(0);
    }

    /**
     * @throws IOException when no scheduler can be asked, or its answer not be read
     */
    public FrameworkStatus status() throws IOException, InterruptedException {
        return new FrameworkStatus(ask("/v1/status"));
    }

    /**
     * Of the Logstash framework.
     *
     * @throws IOException when no scheduler can be asked, or its answer not be read
     */
    public Coverage coverage() throws IOException, InterruptedException {
        return Coverage.of(ask("/v1/coverage"));
    }

    /**
     * Of the Kibana framework: where the ready instances of a group can be opened; none of a group that it does not know.
     *
     * @throws IOException when no scheduler can be asked, or its answer not be read
     */
    public List<String> kibanaEndpoints(String group) throws IOException, InterruptedException {
        List<String> endpoints = new ArrayList<>();
        ask("/v1/kibana/endpoints").path(group).forEach(endpoint -> endpoints.add(endpoint.asString("?")));
        return endpoints;
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        IOException last = new IOException("no scheduler is known");
        for (URI base : bases) {
            try {
                return ask(base, path);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode ask(URI base, String path) throws IOException, InterruptedException {
        Http.Answer answer = http.get(base.resolve(path), TIMEOUT);
        if (!answer.ok()) {
            throw new IOException(base + " answered " + answer.status() + ": " + String.join("; ", problem(answer)));
        }
        JsonNode json = tree(answer);
        if (!json.isObject()) {
            throw new IOException(base + path + " answered with something that is no object");
        }
        return json;
    }

    /**
     * Sets the number of Elasticsearch nodes.
     *
     * @return the scheduler's answer
     * @throws Failure with its reasons when the scheduler refuses
     */
    public JsonNode scale(int nodes, boolean dryRun, boolean confirm) throws InterruptedException {
        return set("/v1/cluster/elasticsearchNodes?dryRun=" + dryRun + "&confirm=" + confirm, nodes);
    }

    /**
     * Sets the number of a group's Kibana instances.
     *
     * @return the scheduler's answer
     * @throws Failure with its reasons when the scheduler refuses
     */
    public JsonNode scaleKibana(String group, int instances) throws InterruptedException {
        return set("/v1/kibana/instances?group=" + URLEncoder.encode(group, StandardCharsets.UTF_8), instances);
    }

    private JsonNode set(String path, int value) throws InterruptedException {
        Failure last = Failure.failed("No scheduler is known");
        for (URI base : bases) {
            URI uri = base.resolve(path);
            try {
                Http.Answer answer = http.put(uri, Json.bytes(Map.of("value", value)), CHANGE_TIMEOUT);
                if (answer.ok()) {
                    return tree(answer);
                }
                last = Failure.failed(String.join("\n  ", problem(answer)));
                if (answer.status() / 100 == 4) {
                    throw last;
                }
            } catch (IOException e) {
                last = Failure.failed("The scheduler at " + base + " does not answer (see `elk status`)", e);
            }
        }
        throw last;
    }

    private static JsonNode tree(Http.Answer answer) throws IOException {
        try {
            return Json.tree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("the answer is no JSON: " + abbreviated(answer.text()), e);
        }
    }

    /** RFC 9457: what is wrong in one line, then the reasons. */
    private static List<String> problem(Http.Answer answer) {
        JsonNode problem;
        try {
            problem = Json.tree(answer.body());
        } catch (JacksonException e) {
            return List.of("status " + answer.status() + ": " + abbreviated(answer.text()));
        }
        List<String> lines = new ArrayList<>();
        String title = problem.path("title").asString("status " + answer.status());
        String detail = problem.path("detail").asString("");
        lines.add(detail.isEmpty() ? title : detail);
        for (JsonNode reason : problem.path("reasons")) {
            String sentence =
                    reason.isObject() ? reason.path("sentence").asString(reason.toString()) : reason.asString("");
            if (lines.stream().noneMatch(line -> line.contains(sentence))) {
                lines.add(sentence);
            }
        }
        return lines;
    }

    private static String abbreviated(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}

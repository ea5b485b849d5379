package org.mesoselk.cli.chaos;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mesoselk.cli.api.Http;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What Elasticsearch itself says, through any of its nodes. */
record Cluster(Supplier<List<URI>> endpoints, Http http) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String EXCLUDE = "cluster.routing.allocation.exclude._name";

    String uuid() throws IOException, InterruptedException {
        String uuid = ask("/_cluster/state/metadata?filter_path=metadata.cluster_uuid")
                .at("/metadata/cluster_uuid")
                .asString("");
        if (uuid.isEmpty() || uuid.equals("_na_")) {
            throw new IOException("Elasticsearch tells no UUID of its cluster");
        }
        return uuid;
    }

    /** Colour and number of nodes. */
    record Health(String colour, int nodes) {}

    Health health() throws IOException, InterruptedException {
        JsonNode health = ask("/_cluster/health?master_timeout=5s");
        return new Health(
                health.path("status").asString("?"),
                health.path("number_of_nodes").asInt(0));
    }

    /** Names that allocation or voting excludes. */
    Set<String> exclusions() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        JsonNode settings = ask("/_cluster/settings?flat_settings=true");
        for (String kind : List.of("persistent", "transient")) {
            for (String name : settings.path(kind).path(EXCLUDE).asString("").split(",")) {
                if (!name.isBlank()) {
                    names.add("allocation: " + name.strip());
                }
            }
        }
        ask("/_cluster/state/metadata?filter_path=metadata.cluster_coordination.voting_config_exclusions")
                .at("/metadata/cluster_coordination/voting_config_exclusions")
                .forEach(voting ->
                        names.add("voting: " + voting.path("node_name").asString("?")));
        return names;
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        IOException last = new IOException("no Elasticsearch endpoint is known");
        for (URI endpoint : endpoints.get()) {
            try {
                Http.Answer answer = http.get(endpoint.resolve(path), TIMEOUT);
                if (answer.status() == 200) {
                    return Json.tree(answer.body());
                }
                last = new IOException(endpoint + " answered " + answer.status());
            } catch (IOException e) {
                last = e;
            } catch (JacksonException e) {
                last = new IOException(endpoint + " did not answer with JSON", e);
            }
        }
        throw last;
    }
}

package org.mesoselk.scheduler.elasticsearch;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.elasticsearch.client.Request;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the core wants of Elasticsearch, as requests. */
final class ClusterCalls {
    private static final Duration QUICK = Duration.ofSeconds(15);
    /** Elasticsearch itself waits up to 30 s for a change of the voting configuration. */
    private static final Duration VOTING = Duration.ofSeconds(40);
    /** Names that the framework gives: {@code es-<node set>-<ordinal>}. */
    private static final Pattern OURS = Pattern.compile("es-.+-\\d+");

    private final ElasticsearchHttp http;

    ClusterCalls(ElasticsearchHttp http) {
        this.http = http;
    }

    void carryOut(Call.ToElasticsearch call) throws AskFailedException {
        if (call instanceof Call.PutTemplate template) {
            putTemplate(template(template.replication()));
        } else if (call instanceof Call.SetAllocationExcludes excludes) {
            exclude(excludes.nodeNames());
        } else if (call instanceof Call.AddVotingExclusions exclusions) {
            Request request = new Request("POST", "/_cluster/voting_config_exclusions");
            request.addParameter("node_names", String.join(",", new TreeSet<>(exclusions.nodeNames())));
            request.addParameter("timeout", "30s");
            http.ask(request, VOTING);
        } else if (call instanceof Call.ClearVotingExclusions) {
            Request request = new Request("DELETE", "/_cluster/voting_config_exclusions");
            request.addParameter("wait_for_removal", "false");
            http.ask(request, VOTING);
        }
    }

    private void putTemplate(ObjectNode template) throws AskFailedException {
        String path = "/_template/" + Look.TEMPLATE;
        try {
            acknowledged(put(path, template));
        } catch (AskFailedException refused) {
            if (!Line5.mayHaveRefused(refused) || !Line5.speaks(http.get(Line5.VERSIONS, QUICK))) {
                throw refused;
            }
            acknowledged(put(path, Line5.template(template)));
        }
    }

    private void exclude(Set<String> names) throws AskFailedException {
        Strict settings = Strict.of(http.get("/_cluster/settings?flat_settings=true", QUICK), "cluster settings");
        ObjectNode body = Json.mapper().createObjectNode();
        ObjectNode persistent = body.putObject("persistent");
        if (names.isEmpty()) {
            persistent.putNull(ReadView.EXCLUDE);
        } else {
            persistent.put(ReadView.EXCLUDE, String.join(",", new TreeSet<>(names)));
        }
        Strict temporary = settings.object("transient");
        if (temporary.has(ReadView.EXCLUDE)) {
            String value = temporary.text(ReadView.EXCLUDE);
            if (!ReadView.names(value).stream()
                    .allMatch(name -> OURS.matcher(name).matches())) {
                throw new AskFailedException(
                        "the transient setting " + ReadView.EXCLUDE + "=" + value
                                + " hides the framework's own: clear it" + " with PUT /_cluster/settings",
                        0);
            }
            body.putObject("transient").putNull(ReadView.EXCLUDE);
        }
        acknowledged(put("/_cluster/settings", body));
    }

    /**
     * A legacy template of the lowest order: it gives way to every template of the operator's and merges with older ones.
     * A composable one for every index, even at priority 0, makes Elasticsearch refuse each composable template of the
     * operator's that names no priority.
     */
    private static ObjectNode template(ElasticsearchSpec.Replication replication) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putArray("index_patterns").add("*");
        body.put("order", 0);
        ObjectNode settings = body.putObject("settings");
        if (replication.all()) {
            settings.put(ReadView.AUTO_EXPAND, "0-all");
        } else {
            settings.put(ReadView.REPLICAS, replication.fixedReplicas());
        }
        return body;
    }

    private JsonNode put(String path, ObjectNode body) throws AskFailedException {
        Request request = new Request("PUT", path);
        request.setJsonEntity(Json.write(body));
        return http.ask(request, QUICK);
    }

    private static void acknowledged(JsonNode answer) throws AskFailedException {
        if (!answer.path("acknowledged").asBoolean(false)) {
            throw new AskFailedException("Elasticsearch did not acknowledge the change: " + answer, 0);
        }
    }
}

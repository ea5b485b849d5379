package org.mesoselk.scheduler.elasticsearch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import tools.jackson.databind.JsonNode;

/** Puts the answers of one look together. Anything missing or strange makes the whole look unreadable. */
final class ReadView {
    static final String EXCLUDE = "cluster.routing.allocation.exclude._name";
    static final String AUTO_EXPAND = "index.auto_expand_replicas";
    static final String REPLICAS = "index.number_of_replicas";

    private ReadView() {}

    /**
     * The answers of Elasticsearch.
     *
     * @param template by name; without ours when there is none
     * @param searches that are under way; empty when that was not asked
     */
    record Answers(
            JsonNode settings,
            JsonNode disk,
            JsonNode http,
            JsonNode template,
            JsonNode health,
            JsonNode state,
            Optional<JsonNode> searches) {}

    /** @throws Strict.Unreadable when anything is missing or strange */
    static Known of(Instant at, Answers answers) {
        Strict state = Strict.of(answers.state(), "cluster state");
        Strict health = Strict.of(answers.health(), "cluster health");
        Map<String, String> names = new HashMap<>();
        for (String id : state.object("nodes").names()) {
            names.put(id, state.object("nodes").object(id).text("name"));
        }
        ReadShards.Shards shards = ReadShards.of(state, names);
        Strict coordination = state.object("metadata").object("cluster_coordination");
        return new Known(
                at,
                uuid(state),
                health(health.text("status")),
                master(state, names),
                nodes(state.object("nodes"), answers),
                shards.indices(),
                shards.copies(),
                excludes(Strict.of(answers.settings(), "cluster settings")),
                votingExclusions(coordination),
                votingConfiguration(coordination),
                health.integer("initializing_shards"),
                health.integer("relocating_shards"),
                health.integer("number_of_in_flight_fetch"),
                replication(Strict.of(answers.template(), "index template")),
                answers.searches()
                        .map(searches -> Searches.ids(Strict.of(searches, "tasks")))
                        .orElse(Optional.of(Set.of())));
    }

    private static String uuid(Strict state) {
        String uuid = state.text("cluster_uuid");
        if (uuid.equals("_na_") || !uuid.equals(state.object("metadata").text("cluster_uuid"))) {
            throw new Strict.Unreadable("the cluster has no UUID yet");
        }
        return uuid;
    }

    private static Health health(String status) {
        try {
            return Health.valueOf(status.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Strict.Unreadable("cluster health has the status " + status);
        }
    }

    private static String master(Strict state, Map<String, String> names) {
        String master = names.get(state.text("master_node"));
        if (master == null) {
            throw new Strict.Unreadable("the elected master is not among the nodes");
        }
        return master;
    }

    private static List<Node> nodes(Strict nodes, Answers answers) {
        List<Node> all = new ArrayList<>();
        for (String id : nodes.names()) {
            Strict node = nodes.object(id);
            Set<String> roles = new HashSet<>();
            node.array("roles").forEach(role -> roles.add(role.text()));
            // Disk and address are for showing: a node that does not answer with them is not thereby unknown.
            JsonNode disk = answers.disk().path("nodes").path(id);
            all.add(new Node(
                    id,
                    node.text("name"),
                    answers.http()
                            .path("nodes")
                            .path(id)
                            .path("http")
                            .path("publish_address")
                            .asString(""),
                    roles.contains("master"),
                    roles.stream().anyMatch(role -> role.equals("data") || role.startsWith("data_")),
                    bytes(disk.path("indices").path("store").path("size_in_bytes")),
                    bytes(disk.path("fs").path("total").path("available_in_bytes")),
                    bytes(disk.path("fs").path("total").path("total_in_bytes"))));
        }
        return List.copyOf(all);
    }

    private static long bytes(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.asLong() : -1;
    }

    /** The setting as it is in force: a transient one hides the persistent one. */
    static Set<String> excludes(Strict settings) {
        Strict persistent = settings.object("persistent");
        Strict temporary = settings.object("transient");
        Strict inForce = temporary.has(EXCLUDE) ? temporary : persistent;
        return inForce.has(EXCLUDE) ? names(inForce.text(EXCLUDE)) : Set.of();
    }

    static Set<String> names(String commaSeparated) {
        Set<String> names = new HashSet<>();
        for (String name : commaSeparated.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return Set.copyOf(names);
    }

    private static Set<String> votingExclusions(Strict coordination) {
        Set<String> names = new HashSet<>();
        coordination.array("voting_config_exclusions").forEach(exclusion -> names.add(exclusion.text("node_name")));
        return Set.copyOf(names);
    }

    private static Set<String> votingConfiguration(Strict coordination) {
        Set<String> ids = new HashSet<>();
        coordination.array("last_committed_config").forEach(id -> ids.add(id.text()));
        coordination.array("last_accepted_config").forEach(id -> ids.add(id.text()));
        return Set.copyOf(ids);
    }

    /** Empty when it is missing or not as we put it: it will be put again. */
    private static Optional<ElasticsearchSpec.Replication> replication(Strict answer) {
        if (!answer.has(Look.TEMPLATE)) {
            return Optional.empty();
        }
        JsonNode settings = answer.object(Look.TEMPLATE).node().path("settings");
        String expand = settings.path(AUTO_EXPAND).asString("");
        if (expand.equals("0-all")) {
            return Optional.of(ElasticsearchSpec.Replication.ALL);
        }
        String replicas = settings.path(REPLICAS).asString("");
        return replicas.matches("\\d{1,4}")
                ? Optional.of(new ElasticsearchSpec.Replication(Integer.parseInt(replicas)))
                : Optional.empty();
    }
}

package org.mesoselk.scheduler.elasticsearch;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Elasticsearch 5 says and takes in another way than 8 does. Its answers are put into the present shape before they are
 * read; what it has not said is not made up, so that it is as unreadable then as it would be in 8.
 */
final class Line5 {
    /** Tells {@link #speaks} whether the node that is asked is of this line. */
    static final String VERSIONS = "/_nodes/_local/http?filter_path=nodes.*.version";

    /** It does not know {@code master_timeout} here, and waits for its master half a minute. */
    static final String SETTINGS = "/_cluster/settings?flat_settings=true";

    /** By node, as it cannot tell them in one list. */
    static final String SEARCHES = "/_tasks?actions=indices:data/read/search,indices:data/read/scroll&timeout=3s";

    private static final int BAD_REQUEST = 400;

    private Line5() {}

    /** To whatever it does not know it answers that the request is bad. */
    static boolean mayHaveRefused(AskFailedException refused) {
        return refused.status() == BAD_REQUEST;
    }

    /** @param nodes an answer of the nodes API with versions; false when it has none */
    static boolean speaks(JsonNode nodes) {
        return nodes.path("nodes")
                .valueStream()
                .anyMatch(node -> node.path("version").asString("").startsWith("5."));
    }

    /**
     * The cluster's UUID is in the metadata only; roles are told by the nodes API. There are no votes to be taken away: each
     * master-eligible node has one.
     */
    static ReadView.Answers inPresentShape(ReadView.Answers answers) {
        if (!speaks(answers.http()) || !(answers.state() instanceof ObjectNode told)) {
            return answers;
        }
        ObjectNode state = told.deepCopy();
        if (!state.has("cluster_uuid") && state.path("metadata").has("cluster_uuid")) {
            state.set("cluster_uuid", state.path("metadata").get("cluster_uuid"));
        }
        if (state.path("metadata") instanceof ObjectNode metadata
                && state.path("nodes") instanceof ObjectNode nodes
                && !metadata.has("cluster_coordination")) {
            addRoles(nodes, answers.http().path("nodes"));
            addVotes(metadata, nodes);
        }
        return new ReadView.Answers(
                answers.settings(),
                answers.disk(),
                answers.http(),
                answers.template(),
                answers.health(),
                state,
                answers.searches().map(Line5::oneList));
    }

    private static JsonNode oneList(JsonNode searches) {
        if (!(searches instanceof ObjectNode told) || !told.path("nodes").isObject()) {
            return searches;
        }
        ObjectNode listed = told.deepCopy();
        ArrayNode tasks = listed.putArray("tasks");
        told.path("nodes").forEach(node -> node.path("tasks").forEach(tasks::add));
        return listed;
    }

    private static void addRoles(ObjectNode nodes, JsonNode told) {
        nodes.properties().forEach(node -> {
            if (node.getValue() instanceof ObjectNode entry
                    && !entry.has("roles")
                    && told.path(node.getKey()).has("roles")) {
                entry.set("roles", told.path(node.getKey()).get("roles"));
            }
        });
    }

    private static void addVotes(ObjectNode metadata, ObjectNode nodes) {
        ObjectNode coordination = metadata.putObject("cluster_coordination");
        coordination.putArray("voting_config_exclusions");
        ArrayNode committed = coordination.putArray("last_committed_config");
        nodes.properties().forEach(node -> {
            if (node.getValue()
                    .path("roles")
                    .valueStream()
                    .anyMatch(role -> role.asString("").equals("master"))) {
                committed.add(node.getKey());
            }
        });
        coordination.set("last_accepted_config", committed.deepCopy());
    }

    /** An index template names one pattern, as {@code template}. @param present for every index, as 8 takes it */
    static ObjectNode template(ObjectNode present) {
        ObjectNode template = present.deepCopy();
        template.put("template", template.get("index_patterns").get(0).asString());
        template.remove("index_patterns");
        return template;
    }
}

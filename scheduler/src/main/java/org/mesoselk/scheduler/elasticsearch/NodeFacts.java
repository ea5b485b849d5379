package org.mesoselk.scheduler.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What each node is asked for by itself: where it serves, and its disk. Such a question wakes every node of the cluster, so
 * that asked with each look it took a tenth of what 49 small nodes have. An address holds as long as the process that serves
 * there; the disk is for showing and for the estimate before a scale-down.
 */
final class NodeFacts {
    private static final Duration DISK_HOLDS = Duration.ofSeconds(30);

    private Set<String> processes = Set.of();
    private Instant askedAt = Instant.MIN;
    private JsonNode http = Json.mapper().createObjectNode();
    private JsonNode disk = Json.mapper().createObjectNode();

    interface Ask {
        JsonNode get(String path) throws AskFailedException;
    }

    /** Asks anew when a process is in the cluster that was not there before, and for the disk after a while. */
    void renew(Ask ask, JsonNode nodes, Instant now) throws AskFailedException {
        Set<String> present = new TreeSet<>();
        nodes.forEach(node -> present.add(node.path("ephemeral_id").asString("")));
        boolean isNew = !processes.containsAll(present);
        if (isNew || now.isBefore(askedAt) || !now.isBefore(askedAt.plus(DISK_HOLDS))) {
            disk = ask.get(
                    "/_nodes/stats/fs,indices/store?timeout=3s&filter_path=nodes.*.fs.total,nodes.*.indices.store");
            askedAt = now;
        }
        if (isNew) {
            http = ask.get(
                    "/_nodes/http?timeout=3s&filter_path=nodes.*.http.publish_address,nodes.*.version,nodes.*.roles");
        }
        // Only now: what failed is asked again.
        processes = present;
    }

    JsonNode http() {
        return http;
    }

    JsonNode disk() {
        return disk;
    }
}

package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What tests ask of the real Elasticsearch, directly. */
final class Elasticsearch {

    private Elasticsearch() {}

    static String endpoint(Installation installation) {
        return installation.endpoints().get(0);
    }

    static String uuid(Installation installation) throws IOException {
        return Rest.get(endpoint(installation) + "/_cluster/state/metadata?filter_path=metadata.cluster_uuid")
                .expect(200)
                .json()
                .at("/metadata/cluster_uuid")
                .asString();
    }

    static void createIndex(Installation installation, String name, int shards, int replicas) throws IOException {
        create(
                installation,
                name,
                "\"index.number_of_shards\": %d, \"index.number_of_replicas\": %d".formatted(shards, replicas));
    }

    /** An index without replicas that may live on one node only. */
    static void createIndexOn(Installation installation, String name, String node) throws IOException {
        create(
                installation,
                name,
                "\"index.number_of_replicas\": 0, \"index.routing.allocation.require._name\": \"%s\"".formatted(node));
    }

    /** An index with one replica that may live on these two nodes only, until it is released. */
    static void createIndexOnTwo(Installation installation, String name, String one, String other) throws IOException {
        create(
                installation,
                name,
                "\"index.number_of_shards\": 1, \"index.number_of_replicas\": 1, \"index.routing.allocation.include._name\": \"%s,%s\""
                        .formatted(one, other));
    }

    static void release(Installation installation, String name) throws IOException {
        Rest.put(
                        endpoint(installation) + "/" + name + "/_settings",
                        "{\"index.routing.allocation.include._name\": null}")
                .expect(200);
    }

    private static void create(Installation installation, String name, String settings) throws IOException {
        Rest.put(
                        endpoint(installation) + "/" + name,
                        "{\"settings\": {%s, \"index.auto_expand_replicas\": \"false\"}}".formatted(settings))
                .expect(200);
        Rest.get(endpoint(installation) + "/_cluster/health/" + name + "?wait_for_status=green&timeout=60s")
                .expect(200);
    }

    static Set<String> excludes(Installation installation) throws IOException {
        JsonNode settings = Rest.get(endpoint(installation) + "/_cluster/settings?flat_settings=true")
                .expect(200)
                .json();
        Set<String> names = new TreeSet<>();
        for (String kind : new String[] {"persistent", "transient"}) {
            String value = settings.path(kind)
                    .path("cluster.routing.allocation.exclude._name")
                    .asString("");
            for (String name : value.split(",")) {
                if (!name.isBlank()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    static Set<String> votingExclusions(Installation installation) throws IOException {
        Set<String> names = new TreeSet<>();
        Rest.get(endpoint(installation)
                        + "/_cluster/state/metadata?filter_path=metadata.cluster_coordination.voting_config_exclusions")
                .expect(200)
                .json()
                .at("/metadata/cluster_coordination/voting_config_exclusions")
                .forEach(exclusion -> names.add(exclusion.path("node_name").asString()));
        return names;
    }

    /** Waits until that many members are left and the operation is over; yellow is allowed (an own index with a replica). */
    static JsonNode awaitMembers(Installation installation, int members) {
        return Await.until(
                members + " members, all ready, no operation running",
                Duration.ofMinutes(6),
                installation::status,
                seen -> seen.path("ready").asInt() == members
                        && seen.path("members").size() == members
                        && !"RUNNING".equals(seen.at("/operation/status").asString("")));
    }
}

package org.mesoselk.executor.kibana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Elasticsearch as the operator's own settings say it, which then wins over what the framework finds. */
final class OwnHosts {

    private OwnHosts() {}

    /** @return empty when the settings say nothing of it */
    static List<String> of(Map<String, String> settings) {
        String given = settings.getOrDefault("elasticsearch.hosts", settings.get("elasticsearch.url"));
        if (given == null) {
            return List.of();
        }
        if (!given.strip().startsWith("[")) {
            return List.of(given.strip());
        }
        List<String> hosts = new ArrayList<>();
        try {
            for (JsonNode host : Json.mapper().readTree(given)) {
                hosts.add(host.asString(""));
            }
        } catch (JacksonException e) {
            hosts.add(given);
        }
        return List.copyOf(hosts);
    }
}

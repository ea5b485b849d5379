package org.mesoselk.cli.status;

import java.net.URI;
import java.util.Locale;
import org.mesoselk.cli.status.InstallationStatus.Elasticsearch;
import org.mesoselk.cli.status.InstallationStatus.State;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code elk status --json}. Its keys stay; more may come. What is not known is null, or the state "unknown". */
public final class StatusJson {

    private StatusJson() {}

    public static ObjectNode of(InstallationStatus status) {
        JsonMapper mapper = Json.mapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("home", status.home());
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        ObjectNode mesos = json.putObject("mesos");
        mesos.put("master", status.mesosMaster().orElse(null));
        mesos.put("zookeeper", status.zookeeper().orElse(null));
        json.set("processes", mapper.valueToTree(status.processes()));
        json.set("missing", mapper.valueToTree(status.missing()));
        json.putObject("frameworks").set("elasticsearch", elasticsearch(status));
        return json;
    }

    private static ObjectNode elasticsearch(InstallationStatus status) {
        ObjectNode framework = skeleton(status);
        if (status.elasticsearch() instanceof Elasticsearch.Known known) {
            known.status().json().properties().forEach(field -> framework.set(field.getKey(), field.getValue()));
        }
        if (status.elasticsearch() instanceof Elasticsearch.Unknown unknown) {
            framework
                    .putArray("waits")
                    .addObject()
                    .put("name", unknown.reason())
                    .put("sentence", unknown.sentence());
        }
        return framework;
    }

    private static ObjectNode skeleton(InstallationStatus status) {
        ObjectNode framework = Json.mapper().createObjectNode();
        framework.put("api", status.elasticsearchApi().map(URI::toString).orElse(null));
        framework.putNull("frameworkId");
        framework.putNull("wanted");
        if (status.state() == State.STOPPED) {
            framework.put("ready", 0);
        } else {
            framework.putNull("ready");
        }
        framework.put("state", "unknown");
        framework.putArray("endpoints");
        framework.putArray("members");
        framework.putArray("waits");
        framework.putNull("operation");
        return framework;
    }
}

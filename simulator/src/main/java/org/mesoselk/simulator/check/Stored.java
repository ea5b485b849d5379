package org.mesoselk.simulator.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import org.mesoselk.simulator.zookeeper.Ensemble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What ZooKeeper holds at this moment, read without the code that is being judged. */
final class Stored {
    private final Ensemble ensemble;
    private final String base;
    private final Map<byte[], Row> rows = new IdentityHashMap<>();

    Stored(Ensemble ensemble, String base) {
        this.ensemble = ensemble;
        this.base = base;
    }

    /** A member's record. */
    record Row(JsonNode document) {

        boolean isLeaving() {
            return document.path("goal").path("name").asString("").equals("LEAVE");
        }

        String state() {
            return document.path("state").path("name").asString("");
        }

        /** Empty when it has none. */
        String task() {
            return document.path("state").path("task").path("id").asString("");
        }

        String taskHost() {
            return document.path("state")
                    .path("task")
                    .path("agent")
                    .path("hostname")
                    .asString("");
        }

        /** Host of its data, empty when it has none. */
        String home() {
            return document.path("home").path("hostname").asString("");
        }
    }

    Optional<Row> member(String name) {
        return ensemble.document(base + "/members/" + name).map(this::row);
    }

    /** Nobody changes an array that is stored: parsed once. */
    Row row(byte[] document) {
        return rows.computeIfAbsent(document, any -> new Row(Json.tree(any)));
    }

    /** A reservation's record; missing when there is none. */
    JsonNode reservation(String id) {
        return ensemble.document(base + "/reservations/" + id)
                .<JsonNode>map(document -> Json.tree(document))
                .orElseGet(MissingNode::getInstance);
    }

    boolean isAbandoned(String taskId) {
        return ensemble.document(base + "/abandoned/" + taskId).isPresent();
    }

    /** The recorded UUID of the cluster. */
    Optional<String> uuid() {
        return ensemble.document(base + "/cluster")
                .map(document -> Json.tree(document).path("uuid").asString(""))
                .filter(uuid -> !uuid.isEmpty());
    }

    /** Members that may form the cluster; empty before the first launch. */
    List<String> founders() {
        List<String> names = new ArrayList<>();
        ensemble.document(base + "/cluster")
                .ifPresent(document ->
                        Json.tree(document).path("initialMasterNodes").forEach(name -> names.add(name.asString())));
        return names;
    }

    /** Name of the member that this path is the record of. */
    Optional<String> memberOf(String path) {
        String folder = base + "/members/";
        return path.startsWith(folder) ? Optional.of(path.substring(folder.length())) : Optional.empty();
    }

    static String memberOfTask(String taskId) {
        return taskId.substring(0, taskId.lastIndexOf('.'));
    }
}

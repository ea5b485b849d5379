package org.mesoselk.cli.scale;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The scheduler's answer to a scale request, for people. */
public final class ScaleText {

    private ScaleText() {}

    public static List<String> lines(JsonNode answer, int nodes, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        JsonNode id =
                answer.path("operation").isObject() ? answer.path("operation").path("id") : answer.path("operation");
        String operation = id.isString() ? " (" + id.asString() + ")" : "";
        lines.add(dryRun ? "Would scale Elasticsearch to " + nodes : "Scaling Elasticsearch to " + nodes + operation);
        for (String list : List.of("notes", "reasons")) {
            for (JsonNode item : answer.path(list)) {
                lines.add("  " + (item.isObject() ? item.path("sentence").asString(item.toString()) : item.asString()));
            }
        }
        return lines;
    }
}

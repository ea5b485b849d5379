package org.mesoselk.cli.scale;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The scheduler's answer to a scale request, for people. */
public final class ScaleText {

    private ScaleText() {}

    public static List<String> lines(JsonNode answer, int nodes, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        String operation = answer.path("operation").isString()
                ? " (" + answer.path("operation").asString() + ")"
                : "";
        lines.add(dryRun ? "Would scale Elasticsearch to " + nodes : "Scaling Elasticsearch to " + nodes + operation);
        for (String list : List.of("steps", "reasons", "warnings", "vetoes")) {
            for (JsonNode item : answer.path(list)) {
                lines.add("  " + (item.isObject() ? item.path("sentence").asString(item.toString()) : item.asString()));
            }
        }
        return lines;
    }
}

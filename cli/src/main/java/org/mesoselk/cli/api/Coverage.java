package org.mesoselk.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * On which agents there is a Logstash: {@code GET /v1/coverage} of its scheduler.
 *
 * @param agents of the cluster; empty while the scheduler does not know them
 * @param covered those with one
 * @param without those without one
 */
public record Coverage(OptionalLong agents, OptionalLong covered, List<Without> without) {

    /** @param sentence why */
    public record Without(String agent, String why, String sentence) {}

    static Coverage of(JsonNode json) {
        List<Without> without = new ArrayList<>();
        for (JsonNode agent : json.path("without")) {
            without.add(new Without(
                    FrameworkStatus.text(agent.path("agent"), "?"),
                    FrameworkStatus.text(agent.path("why"), "?"),
                    FrameworkStatus.text(agent.path("sentence"), "")));
        }
        return new Coverage(
                FrameworkStatus.number(json.path("agents")), FrameworkStatus.number(json.path("covered")), without);
    }
}

package org.mesoselk.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the Kibana scheduler says of one of its members; what its executor has not reported yet is empty.
 *
 * @param group the Elasticsearch cluster that it is for
 * @param agent agent id
 * @param status what Kibana's own /api/status says: green, yellow or red
 * @param url as a browser reaches it
 */
public record KibanaMember(
        String name,
        String group,
        String state,
        String agent,
        Optional<String> version,
        Optional<String> status,
        Optional<String> url) {

    public static List<KibanaMember> of(FrameworkStatus status) {
        List<KibanaMember> members = new ArrayList<>();
        for (JsonNode member : status.json().path("members")) {
            members.add(new KibanaMember(
                    FrameworkStatus.text(member.path("name"), "?"),
                    FrameworkStatus.text(member.path("group"), "-"),
                    FrameworkStatus.text(member.path("state"), "unknown"),
                    FrameworkStatus.text(member.path("agent"), "-"),
                    text(member.path("version")),
                    text(member.path("status")),
                    text(member.path("url"))));
        }
        return members;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(FrameworkStatus.text(node, "")).filter(text -> !text.isBlank());
    }
}

package org.mesoselk.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What the Logstash scheduler says of one of its members; what its executor has not reported yet is empty.
 *
 * @param agent agent id
 * @param lagBytes what has been written and is not yet in Elasticsearch
 * @param deadLetters events that Elasticsearch will never take
 * @param lastError why not everything goes out at present
 */
public record LogstashMember(
        String name,
        String state,
        String agent,
        Optional<String> engine,
        OptionalLong lagBytes,
        OptionalDouble eventsPerSecond,
        OptionalLong deadLetters,
        Optional<String> lastError) {

    public static List<LogstashMember> of(FrameworkStatus status) {
        List<LogstashMember> members = new ArrayList<>();
        for (JsonNode member : status.json().path("members")) {
            JsonNode events = member.path("eventsPerSecond");
            members.add(new LogstashMember(
                    FrameworkStatus.text(member.path("name"), "?"),
                    FrameworkStatus.text(member.path("state"), "unknown"),
                    FrameworkStatus.text(member.path("agent"), "-"),
                    text(member.path("engine")),
                    FrameworkStatus.number(member.path("lagBytes")),
                    events.isNumber() ? OptionalDouble.of(events.asDouble()) : OptionalDouble.empty(),
                    FrameworkStatus.number(member.path("deadLetters")),
                    text(member.path("lastError"))));
        }
        return members;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(FrameworkStatus.text(node, "")).filter(text -> !text.isBlank());
    }
}

package org.mesoselk.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What a scheduler says of its framework in {@code GET /v1/status}; what a scheduler of another version leaves out is
 * empty here.
 *
 * @param json the answer as it came
 */
public record FrameworkStatus(JsonNode json) {

    /** A reason why something is not done now. */
    public record Wait(String name, String sentence) {}

    /** @param leaving members that are being emptied */
    public record Operation(
            String id, String kind, OptionalLong shardsLeft, OptionalLong bytesLeft, List<String> leaving) {}

    /** An instance with its stable name. */
    public record Member(String name, String agent, String task, String state, String sandbox) {}

    public OptionalLong wanted() {
        return number(json.path("wanted"));
    }

    public OptionalLong ready() {
        return number(json.path("ready"));
    }

    /** green, yellow, red or unknown. */
    public String state() {
        return text(json.path("state"), "unknown");
    }

    public List<String> endpoints() {
        return texts(json.path("endpoints"));
    }

    public List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (JsonNode member : json.path("members")) {
            members.add(new Member(
                    text(member.path("name"), "?"),
                    text(member.path("agent"), "-"),
                    text(member.path("task"), "-"),
                    text(member.path("state"), "unknown"),
                    text(member.path("sandbox"), "-")));
        }
        return members;
    }

    public List<Wait> waits() {
        List<Wait> waits = new ArrayList<>();
        for (JsonNode wait : json.path("waits")) {
            waits.add(new Wait(text(wait.path("name"), "?"), text(wait.path("sentence"), "")));
        }
        return waits;
    }

    /** The one that goes on, if any. */
    public Optional<Operation> operation() {
        JsonNode operation = json.path("operation");
        if (!operation.isObject()) {
            return Optional.empty();
        }
        JsonNode progress = operation.path("progress");
        return Optional.of(new Operation(
                text(operation.path("id"), "?"),
                text(operation.path("kind"), "operation"),
                number(progress.path("shardsLeft")),
                number(progress.path("bytesLeft")),
                texts(progress.path("leaving"))));
    }

    /** Whether {@code nodes} members are wanted and ready, no other is left, and nothing goes on. */
    public boolean settledAt(long nodes) {
        return wanted().equals(OptionalLong.of(nodes))
                && ready().equals(OptionalLong.of(nodes))
                && members().size() == nodes
                && operation().isEmpty();
    }

    static OptionalLong number(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }

    static String text(JsonNode node, String otherwise) {
        String text = node.isValueNode() && !node.isNull() ? node.asString() : "";
        return text.isEmpty() ? otherwise : text;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            texts.add(text(item, "?"));
        }
        return texts;
    }
}

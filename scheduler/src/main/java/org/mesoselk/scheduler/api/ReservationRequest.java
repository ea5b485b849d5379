package org.mesoselk.scheduler.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.core.model.Resources;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of a reservation: {@code {"agent": "host1", "cpus": 1, "memoryMb": 2048, "diskMb": 1024, "id": "es-0"}}. What is
 * left out is one member's share; without an agent any one will do.
 */
record ReservationRequest(Optional<String> id, Optional<String> on, Resources share) {
    private static final Set<String> FIELDS = Set.of("id", "agent", "cpus", "memoryMb", "diskMb");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
    private static final int LONGEST_NAME = 255;
    private static final double MOST_CPUS = 1024;

    static ReservationRequest read(byte[] body, Resources member) {
        JsonNode tree;
        try {
            tree = body.length == 0 ? Json.tree("{}".getBytes(StandardCharsets.UTF_8)) : Json.tree(body);
        } catch (JacksonException e) {
            throw bad("it is not JSON");
        }
        if (!tree.isObject()) {
            throw bad("it is not a JSON object");
        }
        for (String field : tree.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw bad("it has a field " + field + ", which is none of "
                        + FIELDS.stream().sorted().toList());
            }
        }
        Optional<String> id = text(tree, "id");
        id.filter(value -> !ID.matcher(value).matches()).ifPresent(value -> {
            throw bad("id must be 1 to 63 letters, digits, '_' or '-', and begin with a letter or digit, not " + value);
        });
        return new ReservationRequest(
                id,
                text(tree, "agent"),
                new Resources(
                        number(tree, "cpus", member.cpus(), MOST_CPUS),
                        (int) whole(tree, "memoryMb", member.memoryMb()),
                        (int) whole(tree, "diskMb", member.diskMb())));
    }

    private static Optional<String> text(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().isBlank() || value.asString().length() > LONGEST_NAME) {
            throw bad(field + " must be a text of 1 to " + LONGEST_NAME + " characters, not " + shown(value));
        }
        return Optional.of(value.asString());
    }

    private static double whole(JsonNode tree, String field, int standard) {
        double amount = number(tree, field, standard, Integer.MAX_VALUE);
        if (amount != Math.rint(amount)) {
            throw bad(field + " must be a whole number of MiB, not " + shown(tree.path(field)));
        }
        return amount;
    }

    private static double number(JsonNode tree, String field, double standard, double most) {
        JsonNode value = tree.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return standard;
        }
        if (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > most) {
            throw bad(field + " must be a number from 0 to " + (long) most + ", not " + shown(value));
        }
        return value.asDouble();
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private static Problem bad(String why) {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "malformed-body",
                "the body must be like {\"agent\": \"host1\", \"cpus\": 1, \"memoryMb\": 2048, \"diskMb\": 1024}, every"
                        + " field optional: " + why);
    }
}

package org.mesoselk.scheduler.api.elasticsearch;

import java.nio.charset.StandardCharsets;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.api.Problem;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a scale: {@code {"value": 5}} or plain {@code 5}, as clients of the original framework send it. */
final class NodeCount {
    private static final int MOST = 49;

    private NodeCount() {}

    static int read(byte[] body) {
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (JacksonException e) {
            throw bad("it is not JSON (" + shown(body) + ")");
        }
        JsonNode value = tree.isObject() ? tree.path("value") : tree;
        if (value.isMissingNode()) {
            throw bad("it has no value (" + shown(body) + ")");
        }
        if (!value.isIntegralNumber()) {
            throw bad(value + " is not a whole number");
        }
        if (!value.canConvertToInt() || value.asInt() < 1 || value.asInt() > MOST) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "out-of-range",
                    value + " nodes cannot be had: the number must be from 1 to " + MOST);
        }
        return value.asInt();
    }

    private static Problem bad(String why) {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "malformed-body",
                "the body must be a number of nodes, 5 or {\"value\": 5}: " + why);
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "it is empty" : text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}

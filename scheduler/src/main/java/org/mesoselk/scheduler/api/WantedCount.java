package org.mesoselk.scheduler.api;

import java.nio.charset.StandardCharsets;
import org.mesoselk.commons.json.Json;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of a scale: {@code {"value": 5}} or plain {@code 5}, as clients of the original frameworks send it.
 *
 * @param what is counted, in the plural
 */
public record WantedCount(String what, int least, int most) {

    /** @param body null is an empty one */
    public int read(byte[] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        JsonNode tree;
        try {
            tree = Json.tree(bytes);
        } catch (JacksonException e) {
            throw bad("it is not JSON (" + shown(bytes) + ")");
        }
        JsonNode value = tree.isObject() ? tree.path("value") : tree;
        if (value.isMissingNode()) {
            throw bad("it has no value (" + shown(bytes) + ")");
        }
        if (!value.isIntegralNumber()) {
            throw bad(value + " is not a whole number");
        }
        if (!value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "out-of-range",
                    value + " " + what + " cannot be had: the number must be from " + least + " to " + most);
        }
        return value.asInt();
    }

    private Problem bad(String why) {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "malformed-body",
                "the body must be a number of " + what + ", 5 or {\"value\": 5}: " + why);
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "it is empty" : text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}

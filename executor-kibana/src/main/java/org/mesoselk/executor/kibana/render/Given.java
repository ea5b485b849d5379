package org.mesoselk.executor.kibana.render;

import org.mesoselk.commons.json.Json;
import org.mesoselk.executor.kibana.version.SettingValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An operator's setting, which is a text wherever it came from. Kibana turns texts into numbers by itself, and takes no
 * number for a text (a password of digits), so only what cannot be meant as a text is anything else.
 */
final class Given {

    private Given() {}

    static SettingValue value(String text) {
        String plain = text.strip();
        boolean mayBeMore = plain.startsWith("[") || plain.startsWith("{");
        if (plain.equals("true") || plain.equals("false") || mayBeMore && isJson(plain)) {
            return new SettingValue.Json(plain);
        }
        return SettingValue.of(text);
    }

    private static boolean isJson(String text) {
        try {
            JsonNode tree = Json.mapper().readTree(text);
            return tree.isArray() || tree.isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}

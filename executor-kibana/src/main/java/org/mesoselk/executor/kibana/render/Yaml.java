package org.mesoselk.executor.kibana.render;

import java.util.Map;
import java.util.stream.Collectors;
import org.mesoselk.commons.json.YamlText;
import org.mesoselk.executor.kibana.version.SettingValue;

/** Writes flat YAML in which every text is a double-quoted scalar: right for any text. */
final class Yaml {

    private Yaml() {}

    static String write(Map<String, SettingValue> settings) {
        return settings.entrySet().stream()
                .map(setting -> key(setting.getKey()) + ": " + value(setting.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String key(String key) {
        return key.matches("[A-Za-z][A-Za-z0-9_.-]*") ? key : YamlText.quote(key);
    }

    private static String value(SettingValue value) {
        if (value instanceof SettingValue.Texts texts) {
            return texts.items().stream().map(YamlText::quote).collect(Collectors.joining(", ", "[", "]"));
        }
        // JSON on one line: a line end in it is between its parts, for within a text JSON escapes it.
        return value instanceof SettingValue.Json json
                ? json.json().replaceAll("\\s*[\\r\\n]+\\s*", " ")
                : YamlText.quote(((SettingValue.Text) value).text());
    }
}

package org.mesoselk.executor.elasticsearch.render;

import java.util.Map;
import java.util.stream.Collectors;
import org.mesoselk.commons.json.YamlText;
import org.mesoselk.executor.elasticsearch.version.SettingValue;

/** Writes flat YAML in which every scalar is a double-quoted string: right for any text, and all that Elasticsearch needs. */
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
        if (value instanceof SettingValue.Sequence sequence) {
            return sequence.items().stream().map(YamlText::quote).collect(Collectors.joining(", ", "[", "]"));
        }
        return YamlText.quote(((SettingValue.Scalar) value).text());
    }
}

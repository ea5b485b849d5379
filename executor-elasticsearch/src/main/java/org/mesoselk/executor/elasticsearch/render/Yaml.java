package org.mesoselk.executor.elasticsearch.render;

import java.util.Map;
import java.util.stream.Collectors;
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
        return key.matches("[A-Za-z][A-Za-z0-9_.-]*") ? key : quote(key);
    }

    private static String value(SettingValue value) {
        if (value instanceof SettingValue.Sequence sequence) {
            return sequence.items().stream().map(Yaml::quote).collect(Collectors.joining(", ", "[", "]"));
        }
        return quote(((SettingValue.Scalar) value).text());
    }

    /** YAML 1.2 section 5.7: what a double-quoted scalar must escape, and more that is safer escaped. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean printable = c >= 0x20 && c < 0x7f || c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff;
                    quoted.append(printable ? String.valueOf(c) : String.format("\\u%04x", (int) c));
                }
            }
        }
        return quoted.append('"').toString();
    }
}

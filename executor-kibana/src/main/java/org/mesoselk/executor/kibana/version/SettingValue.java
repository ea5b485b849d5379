package org.mesoselk.executor.kibana.version;

import java.util.List;

/** The value of a setting in kibana.yml. */
public sealed interface SettingValue {

    record Text(String text) implements SettingValue {
        /** Many are secrets. */
        @Override
        public String toString() {
            return "Text[...]";
        }
    }

    /** JSON, which is YAML as well: a list, an object, true, false or a number. */
    record Json(String json) implements SettingValue {
        @Override
        public String toString() {
            return "Json[...]";
        }
    }

    record Texts(List<String> items) implements SettingValue {}

    static SettingValue of(int number) {
        return new Json(String.valueOf(number));
    }

    static SettingValue of(boolean flag) {
        return new Json(String.valueOf(flag));
    }

    static SettingValue of(String text) {
        return new Text(text);
    }
}

package org.mesoselk.executor.elasticsearch.version;

import java.util.List;

/** The value of a setting in elasticsearch.yml. */
public sealed interface SettingValue {

    record Scalar(String text) implements SettingValue {}

    record Sequence(List<String> items) implements SettingValue {}
}

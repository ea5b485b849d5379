package org.mesoselk.scheduler.options;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.commons.logstash.LogstashTask.Output;

/** What events become in Elasticsearch. */
public record OutputOptions(Output output) {
    /** A part of the name of a data stream: Elastic allows no dash in it. */
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9_.]{0,99}");

    static OutputOptions from(Values values) {
        return new OutputOptions(
                new Output(part(values, "--dataset"), part(values, "--namespace"), indexSettings(values), false));
    }

    private static String part(Values values, String flag) {
        return values.matching(
                flag, "", PART, "must be small letters, digits, '_' and '.', and begin with a letter or digit");
    }

    /** As the Elasticsearch framework's own template says it. */
    private static Map<String, String> indexSettings(Values values) {
        OptionalInt fixed = Replicas.from(values);
        return fixed.isEmpty()
                ? Map.of("index.auto_expand_replicas", "0-all")
                : new TreeMap<>(Map.of(
                        "index.auto_expand_replicas",
                        "false",
                        "index.number_of_replicas",
                        Integer.toString(fixed.getAsInt())));
    }
}

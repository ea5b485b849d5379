package org.mesoselk.scheduler.options;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.commons.logstash.LogstashTask.Access;
import org.mesoselk.commons.logstash.LogstashTask.Output;

/** What events become in Elasticsearch. */
public record OutputOptions(Output output) {
    /** A part of the name of a data stream: Elastic allows no dash in it. */
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9_.]{0,99}");

    private static final String CA = "--elasticsearch-ca-file";
    private static final String CREDENTIALS = "--elasticsearch-credentials-file";
    private static final String API_KEY = "--elasticsearch-api-key-file";

    static OutputOptions from(Values values) {
        return new OutputOptions(new Output(
                part(values, "--dataset"),
                part(values, "--namespace"),
                indexSettings(values),
                false,
                values.text("--index"),
                access(values)));
    }

    /** Paths on the agents: what is in the files never travels. */
    private static Access access(Values values) {
        for (String flag : List.of(CA, CREDENTIALS, API_KEY)) {
            AgentPath.check(values, flag);
        }
        if (values.isGiven(CREDENTIALS) && values.isGiven(API_KEY)) {
            values.fault(CREDENTIALS + " and " + API_KEY + " are both given: Elasticsearch takes one of them");
        }
        return new Access(values.text(CA), values.text(CREDENTIALS), values.text(API_KEY));
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

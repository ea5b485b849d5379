package org.mesoselk.scheduler.options;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.Rollout;

/** {@code --pipeline NAME=PATH} or {@code NAME=URL}: the texts, as they are there now. */
final class PipelineOptions {
    private static final String FLAG = "--pipeline";

    private PipelineOptions() {}

    static GivenPipelines from(Values values, Instant now) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Values.Given given : values.all(FLAG)) {
            String[] parts = given.value().split("=", 2);
            if (parts.length < 2 || parts[1].isBlank()) {
                values.fault(shown(given) + ": must be NAME=PATH or NAME=URL, e.g. web=/etc/logstash/web.conf");
            } else if (!parts[0].matches(Pipelines.NAME)) {
                values.fault(shown(given) + ": '" + parts[0]
                        + "' is no name for a pipeline: use up to 64 letters, digits, '-' and '_'");
            } else if (texts.containsKey(parts[0])) {
                values.fault(shown(given) + ": there is a pipeline " + parts[0] + " already: give each name once");
            } else {
                texts.put(parts[0], text(values, given, parts[1]));
            }
        }
        if (Rollout.isTooLong(texts)) {
            values.fault(FLAG + ": all pipelines together may have " + Rollout.MOST_CHARACTERS
                    + " characters, as they are kept in ZooKeeper: make them shorter");
        }
        return new GivenPipelines(texts, now);
    }

    private static String text(Values values, Values.Given given, String source) {
        try {
            String text = ReadText.from(source);
            if (text.isBlank()) {
                values.fault(shown(given) + ": there is no text in it; leave the option out to have no such pipeline");
            }
            return text;
        } catch (ReadText.UnreadableException e) {
            values.fault(shown(given) + ": " + e.getMessage());
            return "";
        }
    }

    /** A URL may have a password in it. */
    private static String shown(Values.Given given) {
        return given.origin().replaceFirst("(?<=://).*@", "…@");
    }
}

package org.mesoselk.executor.logstash.official.judge;

import java.util.Optional;
import org.mesoselk.executor.logstash.official.api.NodeStats;
import org.mesoselk.executor.logstash.official.console.Heard;

/**
 * What one witness, API or console, says of the loads of one pipeline: a text was taken or refused since an earlier
 * sighting of the same witness when these have changed.
 *
 * @param instance another one after each load; empty when it does not run
 * @param failures how often a text was not taken
 * @param reason of the last failure
 * @param unbound how often an input could not have its port, of which only the console tells
 */
record Sighting(Optional<String> instance, long failures, Optional<String> reason, long unbound) {

    static final Sighting NONE = new Sighting(Optional.empty(), 0, Optional.empty(), 0);

    static Sighting of(NodeStats stats, String pipeline) {
        return Optional.ofNullable(stats.pipelines().get(pipeline))
                .map(seen -> new Sighting(seen.instance(), seen.reloadFailures(), seen.lastError(), 0))
                .orElse(NONE);
    }

    static Sighting of(Heard heard, String pipeline) {
        return new Sighting(
                Optional.ofNullable(heard.loads().get(pipeline)).map(String::valueOf),
                heard.failures().getOrDefault(pipeline, 0),
                Optional.ofNullable(heard.reasons().get(pipeline)),
                heard.unbound().getOrDefault(pipeline, 0));
    }

    boolean isLoadedSince(Sighting before) {
        return instance.isPresent() && !instance.equals(before.instance);
    }

    boolean isUnboundSince(Sighting before) {
        return unbound > before.unbound;
    }

    boolean isRefusedSince(Sighting before) {
        return failures > before.failures;
    }
}

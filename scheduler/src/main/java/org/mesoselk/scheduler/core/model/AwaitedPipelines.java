package org.mesoselk.scheduler.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What agents run while {@code --pipeline} gives pipelines that none of them has taken up yet: one that collects nothing and
 * sends nothing, so that the default pipeline does not send what the operator gave pipelines of their own for. A Logstash
 * without any pipeline ends, and one is needed to try the given ones.
 */
public final class AwaitedPipelines {

    /** Whoever deletes it has the default pipeline. */
    public static final String NAME = "awaits-given";

    /** Of plugins that each distribution has. */
    private static final String TEXT =
            "input { heartbeat { interval => 86400 } }\nfilter { drop { } }\noutput { null { } }\n";

    public static final SortedMap<String, String> SET =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(NAME, TEXT)));

    private AwaitedPipelines() {}

    /** Whether nothing but this is agreed on. */
    public static boolean areAgreed(LogstashSpec spec) {
        return spec.pipelines().equals(SET);
    }

    /** A set to be changed into another one: the first real pipeline takes this one's place. */
    public static SortedMap<String, String> without(SortedMap<String, String> pipelines) {
        SortedMap<String, String> rest = new TreeMap<>(pipelines);
        rest.remove(NAME, TEXT);
        return rest;
    }
}

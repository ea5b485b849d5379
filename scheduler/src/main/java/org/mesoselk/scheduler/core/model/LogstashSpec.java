package org.mesoselk.scheduler.core.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator wants of the Logstash framework beyond what its options say.
 *
 * @param reserved whether Logstash's share is to be reserved on every agent
 * @param pipelines that every agent runs, or is to run when its Logstash starts: text by name; none: the default pipeline
 * @param rollout the last set that was asked for
 * @param given what the option {@code --pipeline} gave, as it was taken up last; empty before it ever was
 */
public record LogstashSpec(
        long generation,
        boolean reserved,
        SortedMap<String, String> pipelines,
        Optional<Rollout> rollout,
        Optional<GivenPipelines.Noted> given)
        implements Spec {

    /** Nothing but the options. */
    public static final LogstashSpec FIRST =
            new LogstashSpec(1, false, Collections.emptySortedMap(), Optional.empty(), Optional.empty());

    /** Nothing but the options, which give pipelines: none is sent by the default one before. */
    public static final LogstashSpec AWAITING =
            new LogstashSpec(1, false, AwaitedPipelines.SET, Optional.empty(), Optional.empty());

    public LogstashSpec {
        pipelines = Collections.unmodifiableSortedMap(new TreeMap<>(pipelines));
    }

    /** Of records of a Logstash framework. */
    public static LogstashSpec of(Records records) {
        return (LogstashSpec) records.spec();
    }

    @Override
    public String words() {
        return (reserved ? "a share reserved on every agent" : "no share reserved")
                + rollout.map(last -> ", pipelines " + last.pipelines().keySet() + " " + last.stage())
                        .orElse("");
    }

    public LogstashSpec withReserved(boolean wanted) {
        return new LogstashSpec(generation + 1, wanted, pipelines, rollout, given);
    }

    /** The option's pipelines are in what is wanted by now. */
    public LogstashSpec noted(GivenPipelines.Noted taken) {
        return new LogstashSpec(generation, reserved, pipelines, rollout, Optional.of(taken));
    }

    /** @param next asked for by an operator */
    public LogstashSpec with(Rollout next) {
        return new LogstashSpec(generation + 1, reserved, pipelines, Optional.of(next), given);
    }

    /** It has come so far by itself. */
    public LogstashSpec moved(Rollout next) {
        SortedMap<String, String> agreed = next.stage() == Rollout.Stage.DONE ? next.pipelines() : pipelines;
        return new LogstashSpec(generation, reserved, agreed, Optional.of(next), given);
    }
}

package org.mesoselk.executor.logstash.official.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.executor.logstash.official.api.Look;
import org.mesoselk.executor.logstash.official.api.NodeStats;
import org.mesoselk.executor.logstash.official.console.Heard;

/**
 * How Logstash really is: a value that changes with each look. The API's own status is green whatever happens.
 *
 * @param stats the last answer
 * @param answeredAt when that was
 * @param since when Logstash was started
 * @param moved when events have left last, by pipeline
 * @param events that have left since this executor began: Logstash begins anew with each load of a pipeline
 * @param trouble one sentence; empty when all is well
 */
public record Health(
        Optional<NodeStats> stats,
        Optional<Instant> answeredAt,
        Instant since,
        Map<String, Instant> moved,
        long events,
        Optional<String> trouble) {

    /** Retries of the output begin after 2 s; a worker that is busy for so long without an event waits for one. */
    private static final Duration STUCK = Duration.ofSeconds(10);

    private static final Duration SILENT = Duration.ofSeconds(30);

    /** Percent. Logstash says 100.0 when all workers wait in an output. */
    private static final double BUSY = 99;

    /** Logstash was started at {@code at}. @param events that have left in its life before */
    public static Health started(Instant at, long events) {
        return new Health(Optional.empty(), Optional.empty(), at, Map.of(), events, Optional.empty());
    }

    public Health next(Look look, Heard heard, Rollout rollout, Instant at) {
        if (look instanceof Look.Silent silent) {
            return new Health(
                    stats,
                    answeredAt,
                    since,
                    moved,
                    events,
                    first(port(heard), refused(rollout), rollout.late(at), silence(silent, at)));
        }
        NodeStats now = ((Look.Answered) look).stats();
        Map<String, Instant> nowMoved = new HashMap<>();
        long[] left = {events};
        now.pipelines().forEach((name, pipeline) -> {
            Optional<NodeStats.Pipeline> before =
                    before(name).filter(old -> old.instance().equals(pipeline.instance()));
            long gained = pipeline.out() - before.map(NodeStats.Pipeline::out).orElse(0L);
            left[0] += Math.max(0, gained);
            nowMoved.put(name, gained > 0 || before.isEmpty() ? at : moved.getOrDefault(name, at));
        });
        return new Health(
                Optional.of(now),
                Optional.of(at),
                since,
                Map.copyOf(nowMoved),
                left[0],
                first(
                        port(heard),
                        notRunning(now, rollout),
                        refused(rollout),
                        rollout.late(at),
                        stuck(now, nowMoved, heard, at)));
    }

    /** Whether it answers now. */
    public boolean answers(Instant at) {
        return answeredAt.isPresent() && Duration.between(answeredAt.get(), at).compareTo(SILENT) < 0;
    }

    private Optional<NodeStats.Pipeline> before(String name) {
        return stats.map(known -> known.pipelines().get(name));
    }

    private static Optional<String> port(Heard heard) {
        return heard.takenPort().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Port " + heard.takenPort().getAsInt() + " is in use by another process, and Logstash never"
                                + " gets it by itself; it is started anew as soon as the port is free: end that process, or"
                                + " give the pipeline another port.");
    }

    private static Optional<String> notRunning(NodeStats now, Rollout rollout) {
        return new TreeMap<>(now.pipelines())
                .entrySet().stream()
                        .filter(found -> rollout.wanted().texts().containsKey(found.getKey()))
                        .filter(found -> found.getValue().instance().isEmpty())
                        .filter(found -> found.getValue().lastError().isPresent())
                        .findFirst()
                        .map(found -> "Pipeline " + found.getKey() + " does not run: "
                                + oneLine(found.getValue().lastError().get()));
    }

    private static Optional<String> refused(Rollout rollout) {
        return rollout.refused()
                .map(told -> "Logstash does not take the pipelines " + told.fingerprint() + " (" + told.sentence() + ")"
                        + (rollout.running().isPresent() ? "; those before run on." : "."));
    }

    private static Optional<String> stuck(NodeStats now, Map<String, Instant> moved, Heard heard, Instant at) {
        return new TreeMap<>(now.pipelines())
                .entrySet().stream()
                        .filter(found -> isStuck(found.getValue(), Duration.between(moved.get(found.getKey()), at)))
                        .findFirst()
                        .map(found -> "No event has left pipeline " + found.getKey() + " since "
                                + second(moved.get(found.getKey()))
                                + ", and its workers wait in an output"
                                + heard.unreachable().map(why -> ": " + why).orElse("")
                                + ". Nothing is lost: inputs wait as well.");
    }

    private static boolean isStuck(NodeStats.Pipeline pipeline, Duration still) {
        return pipeline.workerUtilization().orElse(0) >= BUSY
                && pipeline.in() > pipeline.out()
                && still.compareTo(STUCK) >= 0;
    }

    /** One that has never answered says nothing: there are kernels on which Logstash's API answers nobody. */
    private Optional<String> silence(Look.Silent silent, Instant at) {
        return answeredAt
                .filter(last -> Duration.between(last, at).compareTo(SILENT) >= 0)
                .map(last -> "Logstash has not answered since " + second(last) + ": " + silent.cause() + ".");
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    @SafeVarargs
    private static Optional<String> first(Optional<String>... troubles) {
        for (Optional<String> trouble : troubles) {
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }
}

package org.mesoselk.executor.logstash.official.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.mesoselk.executor.logstash.official.console.Heard;

/**
 * Whether the inputs of pipelines that were loaded have their ports: Logstash says of a pipeline that it has started, and a
 * moment later that an input of it could not have its port. It never tries again.
 *
 * @param loads how often each pipeline was loaded, as the console told last
 * @param loadedAt when a pipeline was seen to be loaded last
 * @param unboundSince when it was seen first that an input of what is wanted has no port; empty while all have
 */
record Binding(Map<String, Integer> loads, Instant loadedAt, Optional<Instant> unboundSince) {

    /**
     * Recorded: 0.10 to 0.27 s from "Pipeline started" to "Address already in use", on a busy machine with two cores. Ten
     * times as long, as what was printed last is read one look, a second, late.
     */
    static final Duration TOLD_WITHIN = Duration.ofSeconds(3);

    /**
     * A port may be that of another pipeline which ends by this very change. Recorded: a pipeline takes 1 s to end; a pipeline
     * that is loaded anew ends before that, and finds its own port free.
     */
    static final Duration MAY_BECOME_FREE = Duration.ofSeconds(5);

    static Binding since(Instant at, Heard heard) {
        return new Binding(heard.loads(), at, Optional.empty());
    }

    /** @param isLoaded whether the API has just told of a load @param isUnbound whether an input has no port now */
    Binding next(Rollout.Seen seen, boolean isLoaded, boolean isUnbound) {
        boolean isMoved = isLoaded || !loads.equals(seen.heard().loads());
        return new Binding(
                seen.heard().loads(),
                isMoved ? seen.at() : loadedAt,
                isUnbound ? unboundSince.or(() -> Optional.of(seen.at())) : Optional.empty());
    }

    /** Whether an input without a port would have been told of by now. */
    boolean isTold(Instant at) {
        return Duration.between(loadedAt, at).compareTo(TOLD_WITHIN) >= 0;
    }

    /** Whether a port is in use that does not become free by what this Logstash itself does. */
    boolean isLost(Instant at) {
        return unboundSince
                .filter(since -> Duration.between(since, at).compareTo(MAY_BECOME_FREE) >= 0)
                .isPresent();
    }

    /** In Logstash's words. @param pipeline one whose input has no port */
    static String sentence(Heard heard, String pipeline) {
        OptionalInt port = heard.takenPorts().getOrDefault(pipeline, OptionalInt.empty());
        return "Address already in use"
                + (port.isPresent() ? ": another process has port " + port.getAsInt() : " by another process")
                + "; end that process, or give the pipeline another port";
    }

    /** Those of which an input could not have its port since {@code before}, and has not been loaded anew. */
    static Optional<String> firstUnbound(Rollout.Seen seen, Map<String, Witnessed> before, Map<String, String> wanted) {
        return new TreeSet<>(wanted.keySet())
                .stream()
                        .filter(name -> seen.heard().takenPorts().containsKey(name))
                        .filter(name ->
                                before.getOrDefault(name, Witnessed.OF_A_START).isUnbound(seen, name))
                        .findFirst();
    }
}

package org.mesoselk.executor.logstash.official.judge;

import java.util.Optional;

/**
 * What was known of a pipeline when its file was changed: what is known later is held against that. The API is asked as
 * long as it answers, and is the better witness: it counts by instance. What Logstash prints is the other.
 *
 * @param api empty when it did not answer then
 */
record Witnessed(Optional<Sighting> api, Sighting console) {

    /** Of a process that has just been started. */
    static final Witnessed OF_A_START = new Witnessed(Optional.of(Sighting.NONE), Sighting.NONE);

    static Witnessed of(Rollout.Seen seen, String name) {
        return new Witnessed(seen.stats().map(stats -> Sighting.of(stats, name)), Sighting.of(seen.heard(), name));
    }

    boolean isLoaded(Rollout.Seen seen, String name) {
        return now(seen, name).isLoadedSince(then(seen));
    }

    boolean isRefused(Rollout.Seen seen, String name) {
        return now(seen, name).isRefusedSince(then(seen));
    }

    /** Whether an input of it was loaded and could not have its port. The API does not tell of that. */
    boolean isUnbound(Rollout.Seen seen, String name) {
        return Sighting.of(seen.heard(), name).isUnboundSince(console);
    }

    Optional<String> reason(Rollout.Seen seen, String name) {
        return now(seen, name).reason();
    }

    private boolean isApi(Rollout.Seen seen) {
        return api.isPresent() && seen.stats().isPresent();
    }

    private Sighting then(Rollout.Seen seen) {
        return isApi(seen) ? api.get() : console;
    }

    private Sighting now(Rollout.Seen seen, String name) {
        return isApi(seen) ? Sighting.of(seen.stats().orElseThrow(), name) : Sighting.of(seen.heard(), name);
    }
}

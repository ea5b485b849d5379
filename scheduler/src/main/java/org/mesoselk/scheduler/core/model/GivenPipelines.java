package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.Pipelines;

/**
 * What {@code --pipeline} gave to this scheduler process.
 *
 * @param texts by name; none when the option was left out
 * @param readAt when this process read them, at its start; of several schedulers, the last one that was started counts
 */
public record GivenPipelines(SortedMap<String, String> texts, Instant readAt) {

    /** Of an engine that runs no pipelines: nothing is ever taken up from it. */
    public static final GivenPipelines NONE = new GivenPipelines(Collections.emptySortedMap(), Instant.EPOCH);

    public GivenPipelines {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    /** As they are recorded: that the texts are others can be seen without them. */
    public Noted noted() {
        SortedMap<String, String> fingerprints = new TreeMap<>();
        texts.forEach((name, text) -> fingerprints.put(name, fingerprint(name, text)));
        return new Noted(fingerprints, readAt);
    }

    static String fingerprint(String name, String text) {
        return Pipelines.fingerprint(Map.of(name, text));
    }

    /**
     * What the option gave that was taken up last.
     *
     * @param fingerprints of each alone ({@link Pipelines#fingerprint}), by name
     */
    public record Noted(SortedMap<String, String> fingerprints, Instant readAt) {

        public Noted {
            fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
        }

        public boolean isOf(String name, String text) {
            return fingerprint(name, text).equals(fingerprints.get(name));
        }
    }
}

package org.mesoselk.commons.logstash;

import java.util.List;
import java.util.Optional;

/**
 * What the Logstash executor knows of the official Logstash that it runs: part of {@link LogstashReport}.
 *
 * @param version as its API says; empty while it has not answered
 * @param running fingerprint ({@link Pipelines#fingerprint}) of the pipelines that really run, all of them; empty while
 *     that is not known
 * @param applying fingerprint of those that it was told last and of which it is not yet known whether they run
 * @param refused what it was told and did not take; what ran before still runs. Empty again when it takes the next
 * @param pipelines one by one
 * @param apiAnswers whether its monitoring API answers; what is told is from its log alone while it does not
 * @param restarts how often this executor has started it anew, by itself
 * @param validation the last that it was asked
 */
public record OfficialReport(
        Optional<String> version,
        Optional<String> running,
        Optional<String> applying,
        Optional<Refused> refused,
        List<Pipeline> pipelines,
        boolean apiAnswers,
        int restarts,
        Optional<Validation> validation) {

    /** As if it had been asked nothing. */
    public OfficialReport withoutValidation() {
        return new OfficialReport(
                version, running, applying, refused, pipelines, apiAnswers, restarts, Optional.empty());
    }

    /** @param sentence Logstash's own */
    public record Refused(String fingerprint, String sentence) {}

    /**
     * A pipeline as Logstash's API tells of it.
     *
     * @param runs whether events can pass
     * @param eventsIn since it was loaded last
     * @param eventsOut since it was loaded last
     * @param queueEvents in its queue
     * @param queueBytes of its queue on disk; 0 for one in memory
     * @param reloadFailures how often a new text was not taken
     * @param lastError of loading it, which Logstash keeps also when a later text is taken
     */
    public record Pipeline(
            String name,
            boolean runs,
            long eventsIn,
            long eventsOut,
            long queueEvents,
            long queueBytes,
            long reloadFailures,
            Optional<String> lastError) {}

    /**
     * The answer to {@link Validate}.
     *
     * @param fingerprint of the pipelines that were asked about
     * @param state {@link #RUNNING}, {@link #VALID}, {@link #INVALID} or {@link #UNKNOWN}
     * @param sentence why it is not valid, in Logstash's own words, or why that is not known
     */
    public record Validation(String fingerprint, String state, String sentence) {
        public static final String RUNNING = "running";
        public static final String VALID = "valid";
        public static final String INVALID = "invalid";
        public static final String UNKNOWN = "unknown";
    }
}

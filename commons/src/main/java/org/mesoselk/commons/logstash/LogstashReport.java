package org.mesoselk.commons.logstash;

import java.util.List;
import java.util.Optional;

/**
 * What the Logstash executor knows of its engine: travels as JSON in {@code TaskStatus.data}. Counters begin with the
 * process.
 *
 * @param engine see {@link LogstashTask#engine()}
 * @param files how many files are followed
 * @param lagBytes what has been written to them and not been acknowledged by Elasticsearch
 * @param behind the files with the most of that, at most {@link #MOST_FILES}
 * @param events what Elasticsearch has acknowledged
 * @param eventsPerSecond over the last second or so
 * @param duplicates of {@code events}, those that Elasticsearch had already
 * @param deadLetters what Elasticsearch will never take and lies in the dead-letter file
 * @param droppedDatagrams what came over UDP and found no room
 * @param lastError why nothing or not everything goes out at present; empty when all does
 * @param logstash what only an official Logstash has; empty for other engines
 * @param settings {@link LogstashTask#settings} as the executor was given it; empty from one that was given none
 */
public record LogstashReport(
        String engine,
        int files,
        long lagBytes,
        List<FileLag> behind,
        long events,
        double eventsPerSecond,
        long duplicates,
        long deadLetters,
        long droppedDatagrams,
        Optional<String> lastError,
        Optional<OfficialReport> logstash,
        Optional<String> settings) {

    /** A report of an executor that is older than the last components has none. */
    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    public LogstashReport {
        logstash = logstash == null ? Optional.empty() : logstash;
        settings = settings == null ? Optional.empty() : settings;
    }

    /** Of an engine, which does not know what its executor was launched with. */
    public LogstashReport(
            String engine,
            int files,
            long lagBytes,
            List<FileLag> behind,
            long events,
            double eventsPerSecond,
            long duplicates,
            long deadLetters,
            long droppedDatagrams,
            Optional<String> lastError,
            Optional<OfficialReport> logstash) {
        this(
                engine,
                files,
                lagBytes,
                behind,
                events,
                eventsPerSecond,
                duplicates,
                deadLetters,
                droppedDatagrams,
                lastError,
                logstash,
                Optional.empty());
    }

    /** Of an engine that is no official Logstash. */
    public LogstashReport(
            String engine,
            int files,
            long lagBytes,
            List<FileLag> behind,
            long events,
            double eventsPerSecond,
            long duplicates,
            long deadLetters,
            long droppedDatagrams,
            Optional<String> lastError) {
        this(
                engine,
                files,
                lagBytes,
                behind,
                events,
                eventsPerSecond,
                duplicates,
                deadLetters,
                droppedDatagrams,
                lastError,
                Optional.empty());
    }

    /** Of an executor that was launched with these. */
    public LogstashReport with(Optional<String> launchedWith) {
        return new LogstashReport(
                engine,
                files,
                lagBytes,
                behind,
                events,
                eventsPerSecond,
                duplicates,
                deadLetters,
                droppedDatagrams,
                lastError,
                logstash,
                launchedWith);
    }

    /** As if nothing had been asked about pipelines. */
    public LogstashReport withoutValidation() {
        return new LogstashReport(
                engine,
                files,
                lagBytes,
                behind,
                events,
                eventsPerSecond,
                duplicates,
                deadLetters,
                droppedDatagrams,
                lastError,
                logstash.map(OfficialReport::withoutValidation),
                settings);
    }

    /** A status update has to stay small: agents and masters keep it. */
    public static final int MOST_FILES = 20;

    /** @param path on the agent; @param lagBytes written and not yet acknowledged */
    public record FileLag(String path, long lagBytes) {}
}

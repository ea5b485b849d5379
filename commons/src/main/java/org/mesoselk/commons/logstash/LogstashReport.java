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

    /** Nothing is known yet; what is, is told by the methods below. */
    public static LogstashReport of(String engine) {
        return new LogstashReport(
                engine, 0, 0, List.of(), 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is followed, and how much of it is still to be sent. */
    public LogstashReport withFiles(int followed, long lag, List<FileLag> most) {
        return new LogstashReport(
                engine,
                followed,
                lag,
                most,
                events,
                eventsPerSecond,
                duplicates,
                deadLetters,
                droppedDatagrams,
                lastError,
                logstash,
                settings);
    }

    /** @param perSecond see {@link #eventsPerSecond()}; @param already see {@link #duplicates()} */
    public LogstashReport withEvents(long acknowledged, double perSecond, long already) {
        return new LogstashReport(
                engine,
                files,
                lagBytes,
                behind,
                acknowledged,
                perSecond,
                already,
                deadLetters,
                droppedDatagrams,
                lastError,
                logstash,
                settings);
    }

    /** What did not get to Elasticsearch and never will. */
    public LogstashReport withLosses(long letters, long datagrams) {
        return new LogstashReport(
                engine,
                files,
                lagBytes,
                behind,
                events,
                eventsPerSecond,
                duplicates,
                letters,
                datagrams,
                lastError,
                logstash,
                settings);
    }

    public LogstashReport withLastError(Optional<String> error) {
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
                error,
                logstash,
                settings);
    }

    public LogstashReport withLogstash(OfficialReport official) {
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
                Optional.of(official),
                settings);
    }

    /** Of an executor that was launched with these; its engine does not know them. */
    public LogstashReport withSettings(Optional<String> launchedWith) {
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
        return logstash.map(OfficialReport::withoutValidation)
                .map(this::withLogstash)
                .orElse(this);
    }

    /** A status update has to stay small: agents and masters keep it. */
    public static final int MOST_FILES = 20;

    /** @param path on the agent; @param lagBytes written and not yet acknowledged */
    public record FileLag(String path, long lagBytes) {}
}

package org.mesoselk.executor.logstash;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;
import tools.jackson.core.JacksonException;

/** What TaskInfo.data says. */
sealed interface TaskData {

    /** What a line's fields take beside its text, with room to spare. */
    int FIELDS = 128 * 1024;

    record Readable(LogstashTask task) implements TaskData {}

    record Unreadable(String sentence) implements TaskData {}

    static TaskData parse(byte[] data) {
        LogstashTask raw;
        try {
            raw = Json.read(data, LogstashTask.class);
        } catch (JacksonException e) {
            return new Unreadable("The task's data is not a Logstash task: " + e.getOriginalMessage() + ".");
        }
        if (raw == null) {
            return new Unreadable("The task's data is empty.");
        }
        LogstashTask task = complete(raw);
        List<String> faults = faults(task);
        return faults.isEmpty()
                ? new Readable(task)
                : new Unreadable("The task's data is not a complete Logstash task: " + String.join(", ", faults)
                        + "; scheduler and executor should be of one version.");
    }

    private static List<String> faults(LogstashTask task) {
        List<String> faults = new ArrayList<>();
        if (!List.of(LogstashTask.FORWARDER, LogstashTask.LOGSTASH).contains(task.engine())) {
            faults.add("engine is '" + task.engine() + "', and this executor knows '" + LogstashTask.FORWARDER
                    + "' and '" + LogstashTask.LOGSTASH + "'");
        }
        faults.addAll(OfficialData.faults(task));
        faultOf(task.endpoints()).ifPresent(faults::add);
        if (!Path.of(task.registryDir()).isAbsolute()) {
            faults.add("registryDir is '" + task.registryDir() + "', which is no absolute path");
        }
        faults.addAll(OutputData.faults(task.output()));
        task.sources().listeners().stream().flatMap(TaskData::faults).forEach(faults::add);
        LogstashTask.Limits limits = task.limits();
        if (limits.lineBytes() < 1024 || limits.lineBytes() > 16 * 1024 * 1024) {
            faults.add("limits.lineBytes is " + limits.lineBytes() + ", and 1 KiB to 16 MiB are possible");
        } else if (limits.batchBytes() < 6 * limits.lineBytes() + FIELDS) {
            faults.add("limits.batchBytes is " + limits.batchBytes() + ", and lines of " + limits.lineBytes()
                    + " bytes may need " + (6 * limits.lineBytes() + FIELDS));
        }
        if (limits.requests() < 1 || limits.requests() > 64) {
            faults.add("limits.requests is " + limits.requests() + ", and 1 to 64 are possible");
        }
        if (limits.deadLetterBytes() < limits.lineBytes()) {
            faults.add("limits.deadLetterBytes is " + limits.deadLetterBytes() + ", less than a line");
        }
        return faults;
    }

    private static Stream<String> faults(LogstashTask.Listener listener) {
        List<String> faults = new ArrayList<>();
        if (!List.of(LogstashTask.Listener.SYSLOG, LogstashTask.Listener.LINES, LogstashTask.Listener.JSON)
                .contains(Objects.requireNonNullElse(listener.format(), ""))) {
            faults.add("a listener's format is '" + listener.format() + "', and syslog, lines and json are known");
        }
        if (!List.of(LogstashTask.Listener.TCP, LogstashTask.Listener.UDP)
                .contains(Objects.requireNonNullElse(listener.transport(), ""))) {
            faults.add("a listener's transport is '" + listener.transport() + "', and tcp and udp are known");
        }
        if (listener.host() == null || listener.host().isBlank()) {
            faults.add("a listener's host is missing");
        }
        if (listener.port() < 0 || listener.port() > 65_535) {
            faults.add("a listener's port is " + listener.port());
        }
        return faults.stream();
    }

    /** @return a clause about the first that is no address */
    static Optional<String> faultOf(List<String> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> !isAddress(endpoint))
                .findFirst()
                .map(endpoint -> "the endpoint '" + endpoint + "' is not http(s)://host:port");
    }

    private static boolean isAddress(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            return List.of("http", "https").contains(Objects.requireNonNullElse(uri.getScheme(), ""))
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getRawPath().isEmpty()
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A field that another version of the scheduler does not send is an empty one. */
    private static LogstashTask complete(LogstashTask raw) {
        LogstashTask.Sources sources = Objects.requireNonNullElse(
                raw.sources(), new LogstashTask.Sources(true, Optional.empty(), 0, List.of()));
        return new LogstashTask(
                Objects.requireNonNullElse(raw.engine(), LogstashTask.FORWARDER),
                list(raw.endpoints()),
                Objects.requireNonNullElse(raw.registryDir(), ""),
                some(raw.workDir()),
                new LogstashTask.Sources(
                        sources.sandboxes(),
                        some(sources.sandboxMultiline()),
                        sources.ignoreOlderSeconds(),
                        list(sources.files()).stream()
                                .map(files -> new LogstashTask.Files(
                                        Objects.requireNonNullElse(files.glob(), ""), some(files.multiline())))
                                .toList(),
                        list(sources.listeners())),
                OutputData.complete(Optional.ofNullable(raw.output())),
                Objects.requireNonNullElse(raw.limits(), LogstashTask.Limits.STANDARD),
                some(raw.logstash()).map(OfficialData::complete),
                some(raw.settings()));
    }

    private static <T> List<T> list(List<T> value) {
        return value == null ? List.of() : List.copyOf(value);
    }

    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    private static <T> Optional<T> some(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}

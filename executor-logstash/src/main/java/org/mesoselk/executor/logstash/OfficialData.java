package org.mesoselk.executor.logstash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.commons.logstash.SecretNames;

/** What TaskInfo.data says of an official Logstash. */
final class OfficialData {

    private static final int LEAST_HEAP_MB = 128;

    /** Four pages of a mebibyte. */
    private static final int LEAST_QUEUE_MB = 4;

    private OfficialData() {}

    static List<String> faults(LogstashTask task) {
        if (!task.engine().equals(LogstashTask.LOGSTASH)) {
            return List.of();
        }
        if (task.logstash().isEmpty()) {
            return List.of("logstash is missing, which says where the official Logstash is");
        }
        OfficialLogstash official = task.logstash().get();
        List<String> faults = new ArrayList<>();
        if (official.heapMb() < LEAST_HEAP_MB) {
            faults.add("logstash.heapMb is " + official.heapMb() + ", and it needs " + LEAST_HEAP_MB);
        }
        if (official.apiPort() < 1 || official.apiPort() > 65_535) {
            faults.add("logstash.apiPort is " + official.apiPort());
        }
        if (!List.of(OfficialLogstash.PERSISTED, OfficialLogstash.MEMORY).contains(official.queueType())) {
            faults.add("logstash.queueType is '" + official.queueType() + "', and persisted and memory are known");
        }
        if (official.queueMb() < LEAST_QUEUE_MB) {
            faults.add("logstash.queueMb is " + official.queueMb() + ", and it needs " + LEAST_QUEUE_MB);
        }
        faultOf(official.pipelines()).ifPresent(faults::add);
        official.secretFiles().forEach((variable, path) -> {
            SecretNames.fault(variable).ifPresent(faults::add);
            if (!Path.of(path).isAbsolute()) {
                faults.add("the file '" + path + "' of " + variable + " is no absolute path");
            }
        });
        return faults;
    }

    /** @return a clause about the first pipeline that can be none */
    static Optional<String> faultOf(Map<String, String> pipelines) {
        for (Map.Entry<String, String> pipeline : pipelines.entrySet()) {
            if (!pipeline.getKey().matches(Pipelines.NAME)) {
                return Optional.of("'" + pipeline.getKey() + "' is no name of a pipeline (letters, digits, _ and -)");
            }
            if (pipeline.getValue() == null || pipeline.getValue().isBlank()) {
                return Optional.of("pipeline " + pipeline.getKey() + " has no text");
            }
        }
        return Optional.empty();
    }

    /** A field that another version of the scheduler does not send is an empty one. */
    static OfficialLogstash complete(OfficialLogstash raw) {
        return new OfficialLogstash(
                some(raw.home()),
                some(raw.archive()),
                some(raw.javaHome()),
                some(raw.runAs()),
                raw.heapMb() == 0 ? OfficialLogstash.HEAP_MB : raw.heapMb(),
                raw.jvmOptions() == null ? List.of() : List.copyOf(raw.jvmOptions()),
                raw.workers(),
                raw.apiPort(),
                Objects.requireNonNullElse(raw.queueType(), OfficialLogstash.PERSISTED),
                raw.queueMb() == 0 ? OfficialLogstash.QUEUE_MB : raw.queueMb(),
                raw.pipelines() == null ? Map.of() : Collections.unmodifiableMap(raw.pipelines()),
                raw.secretFiles() == null ? Map.of() : Map.copyOf(raw.secretFiles()));
    }

    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    private static <T> Optional<T> some(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}

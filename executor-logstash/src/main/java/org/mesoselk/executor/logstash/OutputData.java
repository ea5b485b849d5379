package org.mesoselk.executor.logstash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashTask.Access;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.event.IndexPattern;

/** What TaskInfo.data says of where events go. */
final class OutputData {

    /** The parts of a data stream's name: Elasticsearch wants them in lower case, and a dash separates them. */
    private static final String NAME = "[a-z0-9][a-z0-9_.]{0,99}";

    private OutputData() {}

    /** What is left out is the default. */
    static Output complete(Optional<Output> raw) {
        if (raw.isEmpty()) {
            return new Output("mesos", "default", Map.of(), false);
        }
        Output output = raw.get();
        Access access = Objects.requireNonNullElse(output.access(), Access.OPEN);
        return new Output(
                Objects.requireNonNullElse(output.dataset(), "mesos"),
                Objects.requireNonNullElse(output.namespace(), "default"),
                output.indexSettings() == null ? Map.of() : Map.copyOf(output.indexSettings()),
                output.gzip(),
                some(output.index()),
                new Access(some(access.caFile()), some(access.credentialsFile()), some(access.apiKeyFile())));
    }

    /** Clauses. */
    static List<String> faults(Output output) {
        List<String> faults = new ArrayList<>();
        for (String name : List.of(output.dataset(), output.namespace())) {
            if (!name.matches(NAME)) {
                faults.add("'" + name + "' is no part of the name of a data stream (small letters, digits, _ and .)");
            }
        }
        output.index().ifPresent(pattern -> {
            try {
                IndexPattern.parse(pattern);
            } catch (IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        });
        Access access = output.access();
        absolute("output.access.caFile", access.caFile()).ifPresent(faults::add);
        absolute("output.access.credentialsFile", access.credentialsFile()).ifPresent(faults::add);
        absolute("output.access.apiKeyFile", access.apiKeyFile()).ifPresent(faults::add);
        if (access.credentialsFile().isPresent() && access.apiKeyFile().isPresent()) {
            faults.add("output.access names both a credentialsFile and an apiKeyFile, and only one can be shown");
        }
        return faults;
    }

    private static Optional<String> absolute(String name, Optional<String> path) {
        return path.filter(text -> !Path.of(text).isAbsolute())
                .map(text -> name + " is '" + text + "', which is no absolute path");
    }

    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    private static <T> Optional<T> some(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}

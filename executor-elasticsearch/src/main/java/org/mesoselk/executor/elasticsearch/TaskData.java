package org.mesoselk.executor.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** What TaskInfo.data says. */
sealed interface TaskData {

    record Readable(ElasticsearchTask task) implements TaskData {}

    record Unreadable(String sentence) implements TaskData {}

    static TaskData parse(byte[] data) {
        ElasticsearchTask raw;
        try {
            raw = Json.read(data, ElasticsearchTask.class);
        } catch (JacksonException e) {
            return new Unreadable("The task's data is not an Elasticsearch task: " + e.getOriginalMessage() + ".");
        }
        if (raw == null) {
            return new Unreadable("The task's data is empty.");
        }
        List<String> faults = new ArrayList<>();
        text("clusterName", raw.clusterName(), faults);
        text("nodeName", raw.nodeName(), faults);
        text("networkHost", raw.networkHost(), faults);
        port("httpPort", raw.httpPort(), faults);
        port("transportPort", raw.transportPort(), faults);
        if (raw.heapMb() < 1) {
            faults.add("heapMb is " + raw.heapMb());
        }
        if (raw.distribution() == null) {
            faults.add("distribution is missing");
        }
        return faults.isEmpty()
                ? new Readable(complete(raw))
                : new Unreadable("The task's data is not a complete Elasticsearch task: " + String.join(", ", faults)
                        + "; scheduler and executor should be of one version.");
    }

    /** A field that another version of the scheduler does not send is an empty one. */
    private static ElasticsearchTask complete(ElasticsearchTask raw) {
        return new ElasticsearchTask(
                raw.clusterName(),
                raw.nodeName(),
                list(raw.roles()),
                raw.networkHost(),
                raw.httpPort(),
                raw.transportPort(),
                list(raw.seedHosts()),
                list(raw.initialMasterNodes()),
                some(raw.clusterUuid()),
                raw.heapMb(),
                some(raw.dataDir()),
                new ElasticsearchTask.Distribution(
                        some(raw.distribution().home()), some(raw.distribution().archive())),
                some(raw.runAs()),
                some(raw.javaHome()),
                map(raw.settings()),
                list(raw.jvmOptions()),
                map(raw.labels()));
    }

    private static void text(String field, String value, List<String> faults) {
        if (value == null || value.isBlank()) {
            faults.add(field + " is missing");
        }
    }

    private static void port(String field, int value, List<String> faults) {
        if (value < 1 || value > 65_535) {
            faults.add(field + " is " + value);
        }
    }

    private static List<String> list(List<String> value) {
        return value == null ? List.of() : List.copyOf(value);
    }

    private static Map<String, String> map(Map<String, String> value) {
        return value == null ? Map.of() : Map.copyOf(value);
    }

    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    private static Optional<String> some(Optional<String> value) {
        return value == null ? Optional.empty() : value.filter(text -> !text.isBlank());
    }
}

package org.mesoselk.cli.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which events are meant, as Elasticsearch's query language says it.
 *
 * @param task id or name of a Mesos task
 * @param since of the first; empty means all that there are
 */
public record LogQuery(String task, Optional<Instant> since) {

    /** In the order in which the lines of one file were written; of lines that were read together those of a file stay together. */
    static List<Map<String, Object>> sort(String order) {
        return List.of(
                Map.of(Fields.TIMESTAMP, Map.of("order", order, "unmapped_type", "date")),
                Map.of("log.file.path", Map.of("order", order, "unmapped_type", "keyword")),
                Map.of("log.offset", Map.of("order", order, "unmapped_type", "long")));
    }

    public LogQuery since(Instant first) {
        return new LogQuery(task, Optional.of(first));
    }

    /** Without regard to time. */
    Map<String, Object> ofTask() {
        return Map.of("bool", bool());
    }

    Map<String, Object> whole() {
        Map<String, Object> bool = bool();
        since.ifPresent(from ->
                bool.put("filter", List.of(Map.of("range", Map.of(Fields.TIMESTAMP, Map.of("gte", from.toString()))))));
        return Map.of("bool", bool);
    }

    private Map<String, Object> bool() {
        List<Map<String, Object>> either = new ArrayList<>();
        for (String field : List.of(Fields.TASK_ID, Fields.TASK_NAME)) {
            either.add(Map.of("term", Map.of(field, task)));
        }
        Map<String, Object> bool = new LinkedHashMap<>();
        bool.put("should", either);
        bool.put("minimum_should_match", 1);
        return bool;
    }
}

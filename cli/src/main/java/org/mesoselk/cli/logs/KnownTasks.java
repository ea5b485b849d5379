package org.mesoselk.cli.logs;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Of which tasks anything was collected. */
record KnownTasks(LogSearch search) {

    private static final int MOST = 50;

    /**
     * A task that was looked for.
     *
     * @param isSeveral whether several tasks have that name
     * @param last when its last event was read
     */
    record Found(boolean isSeveral, String last) {

        /** Some time in the past when it is not told. */
        Instant lastTime() {
            try {
                return Instant.parse(last);
            } catch (DateTimeParseException e) {
                return Instant.EPOCH;
            }
        }
    }

    /** Empty when nothing was ever collected of it. */
    Optional<Found> find(LogQuery query) throws IOException, InterruptedException {
        JsonNode answer = search.count(
                query.ofTask(),
                Map.of("ids", terms(Fields.TASK_ID, 2), "last", Map.of("max", Map.of("field", Fields.TIMESTAMP))));
        if (answer.at("/hits/total/value").asLong(0) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Found(
                answer.at("/aggregations/ids/buckets").size() > 1,
                answer.at("/aggregations/last/value_as_string").asString("unknown")));
    }

    /** Which tasks there are, for somebody who has asked for another one. */
    String sentence() throws IOException, InterruptedException {
        JsonNode answer = search.count(
                Map.of("match_all", Map.of()),
                Map.of("names", terms(Fields.TASK_NAME, MOST), "ids", terms(Fields.TASK_ID, MOST)));
        if (answer.at("/hits/total/value").asLong(0) == 0) {
            return "nothing has been collected yet (elk status tells whether Logstash runs)";
        }
        // An agent that does not say what its tasks are called leaves only their ids.
        JsonNode names = answer.at("/aggregations/names");
        JsonNode told = names.path("buckets").isEmpty() ? answer.at("/aggregations/ids") : names;
        List<String> tasks = new ArrayList<>();
        told.path("buckets").forEach(bucket -> tasks.add(bucket.path("key").asString()));
        if (tasks.isEmpty()) {
            return "nothing has been collected of any task";
        }
        String others = told.path("sum_other_doc_count").asLong(0) > 0 ? " and others" : "";
        return "there is " + String.join(", ", new TreeSet<>(tasks)) + others;
    }

    private static Map<String, Object> terms(String field, int size) {
        return Map.of("terms", Map.of("field", field, "size", size));
    }
}

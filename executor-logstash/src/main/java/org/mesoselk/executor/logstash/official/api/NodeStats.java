package org.mesoselk.executor.logstash.official.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Of {@code GET /_node/stats/pipelines}, what tells how it really is. Its {@code status} does not: it is always green.
 *
 * @param pipelines by id; also those that could not be loaded
 */
public record NodeStats(String version, Map<String, Pipeline> pipelines) {

    /**
     * One pipeline.
     *
     * @param instance Logstash's ephemeral_id: another one after each load; empty when it does not run
     * @param in events that inputs have given
     * @param out events that have left
     * @param workerUtilization percent of the workers' time, of late
     * @param outPerSecond of late
     * @param outputs that tell of requests
     * @param reloadFailures how often a text was not taken
     * @param lastError of loading; stays when a later text is taken
     * @param queueEvents in the queue
     * @param queueBytes of the queue on disk
     */
    public record Pipeline(
            Optional<String> instance,
            long in,
            long out,
            OptionalDouble workerUtilization,
            double outPerSecond,
            List<Output> outputs,
            long reloadFailures,
            Optional<String> lastError,
            long queueEvents,
            long queueBytes) {}

    /**
     * An output that sends bulk requests.
     *
     * @param requestFailures requests that got no answer or a bad one
     * @param documentFailures documents that will never be taken; they are in the dead letter queue
     */
    public record Output(long requestFailures, long documentFailures) {}

    public static NodeStats of(JsonNode answer) {
        Map<String, Pipeline> pipelines = new TreeMap<>();
        answer.path("pipelines")
                .properties()
                .forEach(found -> pipelines.put(found.getKey(), pipeline(found.getValue())));
        return new NodeStats(answer.path("version").asString("unknown"), Map.copyOf(pipelines));
    }

    private static Pipeline pipeline(JsonNode node) {
        JsonNode events = node.path("events");
        JsonNode flow = node.path("flow");
        JsonNode queue = node.path("queue");
        boolean runs = events.isObject();
        return new Pipeline(
                runs ? text(node.path("ephemeral_id")) : Optional.empty(),
                events.path("in").asLong(0),
                events.path("out").asLong(0),
                number(flow.path("worker_utilization").path("current")),
                number(flow.path("output_throughput").path("current")).orElse(0),
                node.path("plugins")
                        .path("outputs")
                        .valueStream()
                        .map(NodeStats::output)
                        .toList(),
                node.path("reloads").path("failures").asLong(0),
                text(node.path("reloads").path("last_error").path("message")),
                queue.path("events_count").asLong(queue.path("events").asLong(0)),
                queue.path("type").asString("").equals("persisted")
                        ? queue.path("queue_size_in_bytes").asLong(0)
                        : 0);
    }

    private static Output output(JsonNode node) {
        return new Output(
                node.path("bulk_requests").path("failures").asLong(0),
                node.path("documents").path("non_retryable_failures").asLong(0));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    /** What cannot be divided is told as the string "Infinity". */
    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}

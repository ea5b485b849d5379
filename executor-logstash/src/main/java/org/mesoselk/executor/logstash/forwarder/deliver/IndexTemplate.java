package org.mesoselk.executor.logstash.forwarder.deliver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.event.IndexPattern;

/**
 * The index template that makes the data stream one, or gives each day's index its mapping.
 *
 * @param name of the template
 * @param body as the API takes it
 */
record IndexTemplate(String name, String body) {

    /** Above Elasticsearch's own template for {@code logs-*-*}, which has 100; Elastic asks for 200 or more. */
    private static final int PRIORITY = 200;

    static IndexTemplate of(Output output) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("index_patterns", List.of(pattern(output)));
        if (output.index().isEmpty()) {
            body.put("data_stream", Map.of());
        }
        body.put("priority", PRIORITY);
        body.put("template", Map.of("settings", output.indexSettings(), "mappings", mappings()));
        body.put("_meta", Map.of("description", "Logs of Mesos tasks, by mesos-elk"));
        return new IndexTemplate(name(output), Json.write(body));
    }

    /** As 5.x takes it, above the framework's own for every index, which has 0. */
    static IndexTemplate line5(Output output) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("template", pattern(output));
        body.put("order", PRIORITY);
        body.put("settings", output.indexSettings());
        body.put("mappings", Map.of(Dialect.TYPE, mappings()));
        return new IndexTemplate(name(output), Json.write(body));
    }

    private static String name(Output output) {
        return output.index()
                .map(IndexPattern::parse)
                .map(pattern -> "mesos-elk-" + pattern.stem())
                .orElse("mesos-elk-logs-" + output.dataset());
    }

    private static String pattern(Output output) {
        return output.index()
                .map(IndexPattern::parse)
                .map(IndexPattern::wildcard)
                .orElse("logs-" + output.dataset() + "-*");
    }

    /** Strings that nobody has named are keywords, as in Elastic's own ECS mappings; the message is searched by words. */
    private static Map<String, Object> mappings() {
        Map<String, Object> keyword = Map.of("type", "keyword", "ignore_above", 1024);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("@timestamp", Map.of("type", "date"));
        properties.put("message", Map.of("type", "text"));
        properties.put("log", Map.of("properties", Map.of("offset", Map.of("type", "long"))));
        return Map.of(
                "dynamic_templates",
                List.of(Map.of("strings", Map.of("match_mapping_type", "string", "mapping", keyword))),
                "date_detection",
                false,
                "properties",
                properties);
    }
}

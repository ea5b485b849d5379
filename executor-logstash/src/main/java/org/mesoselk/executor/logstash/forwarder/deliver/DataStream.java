package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchHttp.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data stream that events go to, and the index template that makes it one: put in place when there is none, never
 * changed when there is.
 */
public final class DataStream implements BulkTarget {

    private static final Logger LOG = LoggerFactory.getLogger(DataStream.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Longer than Elasticsearch's own time-out of a bulk request, a minute. */
    private static final Duration READ = Duration.ofSeconds(75);

    /** Above Elasticsearch's own template for {@code logs-*-*}, which has 100; Elastic asks for 200 or more. */
    private static final int PRIORITY = 200;

    private static final int NOT_FOUND = 404;

    private final ElasticsearchHttp http;
    private final Output output;
    private final String bulk;
    private final AtomicBoolean templateIsThere = new AtomicBoolean();

    public DataStream(Output output) {
        this.output = output;
        this.http = new ElasticsearchHttp(CONNECT, READ, output.gzip());
        // Without the template Elasticsearch would make an ordinary index of this name; with the parameter it refuses.
        this.bulk = "/logs-" + output.dataset() + "-" + output.namespace() + "/_bulk?require_data_stream=true&"
                + BulkAnswer.FILTER;
    }

    @Override
    public Result send(URI endpoint, Batch batch, int items) throws IOException {
        if (!templateIsThere.get()) {
            Answer<Boolean> template = ensureTemplate(endpoint);
            if (template instanceof Answer.Failure<Boolean> failure) {
                return new Result.Refused(
                        // About the template, not about the events.
                        503,
                        "the index template cannot be put in place: " + failure.status() + " " + failure.sentence());
            }
            templateIsThere.set(true);
        }
        Answer<BulkAnswer> answer = http.send(
                "POST",
                endpoint,
                bulk,
                "application/x-ndjson",
                batch.body(),
                batch.length(items),
                body -> BulkAnswer.read(body, items));
        if (answer instanceof Answer.Failure<BulkAnswer> failure) {
            return new Result.Refused(failure.status(), failure.sentence());
        }
        BulkAnswer looked = ((Answer.Success<BulkAnswer>) answer).value();
        if (looked.count(Ruling.AGAIN) > 0) {
            // Perhaps somebody has removed it.
            templateIsThere.set(false);
        }
        return new Result.Looked(looked);
    }

    private Answer<Boolean> ensureTemplate(URI endpoint) throws IOException {
        String path = "/_index_template/mesos-elk-logs-" + output.dataset();
        Answer<Boolean> there =
                http.send("GET", endpoint, path + "?filter_path=index_templates.name", "", new byte[0], 0, body -> {
                    body.readAllBytes();
                    return true;
                });
        if (!(there instanceof Answer.Failure<Boolean> failure) || failure.status() != NOT_FOUND) {
            return there;
        }
        byte[] template = template().getBytes(UTF_8);
        Answer<Boolean> made = http.send(
                "PUT", endpoint, path + "?create=true", "application/json", template, template.length, body -> {
                    body.readAllBytes();
                    return true;
                });
        if (made instanceof Answer.Success<Boolean>) {
            LOG.info("Put the index template {} in place", path);
        }
        return made;
    }

    /** Strings that nobody has named are keywords, as in Elastic's own ECS mappings; the message is searched by words. */
    String template() {
        Map<String, Object> keyword = Map.of("type", "keyword", "ignore_above", 1024);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("@timestamp", Map.of("type", "date"));
        properties.put("message", Map.of("type", "text"));
        properties.put("log", Map.of("properties", Map.of("offset", Map.of("type", "long"))));
        return Json.write(Map.of(
                "index_patterns",
                List.of("logs-" + output.dataset() + "-*"),
                "data_stream",
                Map.of(),
                "priority",
                PRIORITY,
                "template",
                Map.of(
                        "settings",
                        output.indexSettings(),
                        "mappings",
                        Map.of(
                                "dynamic_templates",
                                List.of(Map.of("strings", Map.of("match_mapping_type", "string", "mapping", keyword))),
                                "date_detection",
                                false,
                                "properties",
                                properties)),
                "_meta",
                Map.of("description", "Logs of Mesos tasks, by mesos-elk")));
    }
}

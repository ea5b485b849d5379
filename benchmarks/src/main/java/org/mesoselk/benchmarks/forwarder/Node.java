package org.mesoselk.benchmarks.forwarder;

import java.io.IOException;
import java.time.Duration;
import org.mesoselk.benchmarks.Await;
import org.mesoselk.benchmarks.Http;

/** The Elasticsearch that is loaded. */
record Node(String url) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The index template that the forwarder would put in place: there before anybody loads. */
    void template() throws IOException, InterruptedException {
        Http.send("PUT", url + "/_index_template/mesos-elk-logs-mesos", """
                {"index_patterns": ["logs-mesos-*"], "data_stream": {}, "priority": 200, "template": {
                  "settings": {"index.number_of_replicas": "0"},
                  "mappings": {"date_detection": false,
                    "dynamic_templates": [{"strings": {"match_mapping_type": "string",
                      "mapping": {"type": "keyword", "ignore_above": 1024}}}],
                    "properties": {"@timestamp": {"type": "date"}, "message": {"type": "text"},
                      "log": {"properties": {"offset": {"type": "long"}}}}}}}
                """);
    }

    /** Documents that were indexed, searchable or not. */
    long indexed(String stream) throws IOException, InterruptedException {
        return Http.get(url + "/" + stream + "/_stats/indexing?filter_path=_all.primaries.indexing.index_total")
                .at("/_all/primaries/indexing/index_total")
                .asLong(0);
    }

    void awaitIndexed(String stream, long count) throws InterruptedException {
        Await.until(count + " lines are indexed", PATIENCE, () -> indexed(stream) >= count);
    }

    /** Makes room, where it can: small builds make data streams by themselves, and have no API to remove them. */
    void remove(String stream) throws InterruptedException {
        try {
            Http.send("DELETE", url + "/_data_stream/" + stream, "");
        } catch (IOException stays) {
            // It stays until the node's folder is removed.
        }
    }
}

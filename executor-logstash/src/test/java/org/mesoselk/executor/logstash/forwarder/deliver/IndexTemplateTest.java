package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask.Access;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import tools.jackson.databind.JsonNode;

class IndexTemplateTest {

    private static final Map<String, String> REPLICAS = Map.of("index.auto_expand_replicas", "0-all");

    @Test
    void aDataStreamHasItsTemplateAndTheReplicasThatWereAskedFor() {
        IndexTemplate template = IndexTemplate.of(new Output("mesos", "default", REPLICAS, false));
        assertThat(template.name()).isEqualTo("mesos-elk-logs-mesos");
        JsonNode body = Json.tree(template.body().getBytes(UTF_8));
        assertThat(body.path("index_patterns")).isEqualTo(Json.tree("[\"logs-mesos-*\"]".getBytes(UTF_8)));
        assertThat(body.path("data_stream").isObject()).isTrue();
        assertThat(body.at("/template/settings/index.auto_expand_replicas").asString())
                .isEqualTo("0-all");
    }

    @Test
    void indicesOfADayHaveATemplateOfTheirOwnAndAreNoDataStream() {
        IndexTemplate template = IndexTemplate.of(
                new Output("mesos", "default", REPLICAS, false, Optional.of("mesos-logs-%{+yyyy.MM.dd}"), Access.OPEN));
        assertThat(template.name()).isEqualTo("mesos-elk-mesos-logs");
        JsonNode body = Json.tree(template.body().getBytes(UTF_8));
        assertThat(body.path("index_patterns")).isEqualTo(Json.tree("[\"mesos-logs-*\"]".getBytes(UTF_8)));
        assertThat(body.has("data_stream")).isFalse();
        assertThat(body.at("/template/settings/index.auto_expand_replicas").asString())
                .isEqualTo("0-all");
        assertThat(body.at("/template/mappings/properties/@timestamp/type").asString())
                .isEqualTo("date");
    }
}

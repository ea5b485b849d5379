package org.mesoselk.commons.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;

class PipelinesTest {

    @Test
    void aFingerprintIsOfNamesAndTextsInAnyOrder() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "x");
        one.put("b", "y");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "y");
        other.put("a", "x");
        assertThat(Pipelines.fingerprint(one))
                .isEqualTo(Pipelines.fingerprint(other))
                .matches("[0-9a-f]{16}");
        assertThat(Pipelines.fingerprint(Map.of("a", "xb"))).isNotEqualTo(Pipelines.fingerprint(Map.of("ax", "b")));
    }

    @Test
    void aReportOfAnExecutorWithoutThisPartIsRead() {
        LogstashReport forwarder = LogstashReport.of("forwarder")
                .withFiles(1, 2, List.of())
                .withEvents(3, 4, 5)
                .withLosses(6, 7)
                .withLastError(Optional.of("because"));
        String json = Json.write(forwarder).replaceAll(",\\s*\"logstash\"\\s*:\\s*null", "");
        assertThat(json).doesNotContain("logstash\"");
        assertThat(Json.read(json, LogstashReport.class)).isEqualTo(forwarder);
    }

    @Test
    void messagesAreReadAsTheyAreWritten() {
        Pipelines pipelines = Pipelines.of(Map.of("a", "input { }"));
        assertThat(Json.read(Json.bytes(pipelines), Pipelines.class)).isEqualTo(pipelines);
        assertThat(Json.tree(Json.bytes(Validate.of(Map.of()))).path("type").asString())
                .isEqualTo("validate");
    }
}

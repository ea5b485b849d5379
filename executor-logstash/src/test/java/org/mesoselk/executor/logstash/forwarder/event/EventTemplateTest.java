package org.mesoselk.executor.logstash.forwarder.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate.Kind;
import tools.jackson.databind.JsonNode;

class EventTemplateTest {

    private static final Output STREAM = new Output("mesos", "default", Map.of(), false);

    private static final Origin OF_A_TASK = new Origin(
            "host \"1\"",
            "A-S1",
            Optional.of(new Origin.Sandbox(
                    "A-S0",
                    "FW",
                    Optional.of("marathon"),
                    "exec",
                    "c-1",
                    Optional.of("task.1"),
                    Optional.of("web"),
                    "stdout")));

    @Test
    void anEventHasEcsNamesAndAnIdThatSaysWhereItsBytesAre() {
        JsonNode[] lines = write(OF_A_TASK, "hello", 1234567890123L, Kind.WHOLE);
        assertThat(lines[0].at("/create/_id").asString()).isEqualTo("file-1234567890123");
        JsonNode event = lines[1];
        assertThat(event.path("@timestamp").asString()).isEqualTo("2026-11-29T14:00:00.000Z");
        assertThat(event.path("message").asString()).isEqualTo("hello");
        assertThat(event.at("/log/offset").asLong(0)).isEqualTo(1234567890123L);
        assertThat(event.at("/log/file/path").asString()).isEqualTo("/w/stdout");
        assertThat(event.at("/host/name").asString()).isEqualTo("host \"1\"");
        assertThat(event.at("/data_stream")).isEqualTo(Json.tree("""
                {"type": "logs", "dataset": "mesos", "namespace": "default"}""".getBytes(UTF_8)));
        assertThat(event.path("stream").asString()).isEqualTo("stdout");
        assertThat(event.at("/container/id").asString()).isEqualTo("c-1");
        assertThat(event.path("mesos")).isEqualTo(Json.tree("""
                {"agent": {"id": "A-S0"}, "framework": {"id": "FW", "name": "marathon"}, "executor": {"id": "exec"},
                 "task": {"id": "task.1", "name": "web"}}""".getBytes(UTF_8)));
    }

    @Test
    void anEventOfAnIndexNamesItAndNoDataStream() {
        JsonNode[] lines = write(OF_A_TASK, "hello", 0, Kind.WHOLE, "mesos-logs-2026.11.29");
        assertThat(lines[0].path("create")).isEqualTo(Json.tree("""
                {"_index": "mesos-logs-2026.11.29", "_id": "file-0"}""".getBytes(UTF_8)));
        assertThat(lines[1].has("data_stream")).isFalse();
        assertThat(lines[1].at("/host/name").asString()).isEqualTo("host \"1\"");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        Origin origin = new Origin(
                "h",
                "A",
                Optional.of(new Origin.Sandbox(
                        "A", "FW", Optional.empty(), "exec", "c", Optional.empty(), Optional.empty(), "stderr")));
        assertThat(write(origin, "x", 0, Kind.WHOLE)[1].path("mesos")).isEqualTo(Json.tree("""
                {"agent": {"id": "A"}, "framework": {"id": "FW"}, "executor": {"id": "exec"}}""".getBytes(UTF_8)));
        assertThat(write(new Origin("h", "A", Optional.empty()), "x", 0, Kind.WHOLE)[1].path("mesos"))
                .isEqualTo(Json.tree("{\"agent\": {\"id\": \"A\"}}".getBytes(UTF_8)));
    }

    @Test
    void aCutThatDependsOnMoreThanTheBytesHasItsLengthInTheId() {
        assertThat(write(OF_A_TASK, "abc", 7, Kind.UNFINISHED)[0]
                        .at("/create/_id")
                        .asString())
                .isEqualTo("file-7-3");
        JsonNode[] cut = write(OF_A_TASK, "abc", 7, Kind.TRUNCATED);
        assertThat(cut[0].at("/create/_id").asString()).isEqualTo("file-7-3");
        assertThat(cut[1].at("/log/flags/0").asString()).isEqualTo("truncated");
        assertThat(write(OF_A_TASK, "a\nb", 7, Kind.MULTILINE)[1]
                        .at("/log/flags/0")
                        .asString())
                .isEqualTo("multiline");
    }

    @Test
    void theRoomIsEnoughForTheWorst() {
        EventTemplate template = EventTemplate.of("file", "/w/stdout", OF_A_TASK, STREAM, "");
        byte[] worst = new byte[500];
        byte[] out = new byte[template.room(worst.length)];
        int end = template.write(
                worst, 0, worst.length, Long.MAX_VALUE, Kind.TRUNCATED, Timestamp.bytes(Instant.EPOCH), out, 0);
        assertThat(end).isLessThanOrEqualTo(out.length);
    }

    private static JsonNode[] write(Origin origin, String text, long offset, Kind kind) {
        return write(origin, text, offset, kind, "");
    }

    private static JsonNode[] write(Origin origin, String text, long offset, Kind kind, String index) {
        EventTemplate template = EventTemplate.of("file", "/w/stdout", origin, STREAM, index);
        byte[] bytes = text.getBytes(UTF_8);
        byte[] out = new byte[template.room(bytes.length)];
        byte[] timestamp = Timestamp.bytes(Instant.parse("2026-11-29T14:00:00Z"));
        int end = template.write(bytes, 0, bytes.length, offset, kind, timestamp, out, 0);
        String[] lines = new String(Arrays.copyOf(out, end), UTF_8).split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[2]).isEmpty();
        return new JsonNode[] {Json.tree(lines[0].getBytes(UTF_8)), Json.tree(lines[1].getBytes(UTF_8))};
    }
}

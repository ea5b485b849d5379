package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BulkAnswerTest {

    /** As Elasticsearch 8.19 answers with the filter. */
    private static final String MIXED = """
            {"items":[{"create":{"status":201}},
              {"create":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"[a]: version conflict"}}},
              {"create":{"status":429,"error":{"type":"es_rejected_execution_exception","reason":"rejected"}}},
              {"create":{"status":400,"error":{"type":"document_parsing_exception","reason":"failed to parse"}}}]}
            """;

    @Test
    void eachItemIsRuledOnItsOwn() throws IOException {
        BulkAnswer answer = read(MIXED, 4);
        assertThat(answer.items()).containsExactly(Ruling.DELIVERED, Ruling.DUPLICATE, Ruling.AGAIN, Ruling.POISON);
        assertThat(answer.settled()).containsExactly(true, true, false, true);
        assertThat(answer.reasonToWait()).contains("es_rejected_execution_exception: rejected");
        assertThat(answer.reasons().get(3)).isEqualTo("document_parsing_exception: failed to parse");
    }

    @Test
    void anAnswerThatIsNotWholeMeansThatNothingIsKnown() {
        assertThatThrownBy(() -> read(MIXED, 5)).isInstanceOf(IOException.class).hasMessageContaining("4 of 5");
        assertThatThrownBy(() -> read(MIXED, 3)).isInstanceOf(IOException.class).hasMessageContaining("4 of 3");
        assertThatThrownBy(() -> read(MIXED.substring(0, 100), 4)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("<html>", 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("", 1)).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerThatAllWereMadeIsReadTheSameWayOrTheOther() throws IOException {
        String good = "{\"items\":[" + "{\"create\":{\"status\":201}},".repeat(2) + "{\"create\":{\"status\":201}}]}";
        for (String same : new String[] {good, good.replace(",", ", "), good + "\n"}) {
            BulkAnswer answer = read(same, 3);
            assertThat(answer.items()).containsOnly(Ruling.DELIVERED).hasSize(3);
            assertThat(answer.allSettled()).isTrue();
        }
        assertThat(read(good.replaceFirst("201", "409"), 3).items())
                .containsExactly(Ruling.DUPLICATE, Ruling.DELIVERED, Ruling.DELIVERED);
        assertThatThrownBy(() -> read(good, 2)).hasMessageContaining("3 of 2");
        assertThatThrownBy(() -> read(good, 4)).hasMessageContaining("3 of 4");
    }

    @Test
    void onlyWhatIsWrongWithTheDocumentIsPoison() {
        assertThat(Ruling.of(400, "document_parsing_exception")).isEqualTo(Ruling.POISON);
        assertThat(Ruling.of(400, "mapper_parsing_exception")).isEqualTo(Ruling.POISON);
        assertThat(Ruling.of(413, "")).isEqualTo(Ruling.POISON);
        // Too many shards, an index that is missing or blocked, no permission: it is not the event's fault.
        assertThat(Ruling.of(400, "validation_exception")).isEqualTo(Ruling.AGAIN);
        assertThat(Ruling.of(404, "index_not_found_exception")).isEqualTo(Ruling.AGAIN);
        assertThat(Ruling.of(403, "cluster_block_exception")).isEqualTo(Ruling.AGAIN);
        assertThat(Ruling.of(503, "unavailable_shards_exception")).isEqualTo(Ruling.AGAIN);
        assertThat(Ruling.of(500, "")).isEqualTo(Ruling.AGAIN);
    }

    private static BulkAnswer read(String json, int sent) throws IOException {
        return BulkAnswer.read(new ByteArrayInputStream(json.getBytes(UTF_8)), sent);
    }
}

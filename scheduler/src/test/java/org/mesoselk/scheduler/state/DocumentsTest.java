package org.mesoselk.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.scheduler.core.model.Records;

class DocumentsTest {

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        assertThat(Documents.records("/x", Documents.of(Samples.full()))).isEqualTo(Samples.full());
        assertThat(Documents.records("/x", Documents.of(Samples.first()))).isEqualTo(Samples.first());
    }

    @Test
    void everyDocumentIsReadableAndSaysItsSchemaVersionFirst() {
        Documents.of(Samples.full())
                .forEach((path, document) ->
                        assertThat(text(document)).as(path).startsWith("{\n  \"schemaVersion\" : 1,\n"));
    }

    @Test
    void aFieldThatANewerMinorVersionAddedIsIgnored() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        replace(documents, "cluster", "\"uuid\"", "\"later\" : true, \"uuid\"");
        assertThat(Documents.records("/x", documents)).isEqualTo(Samples.full());
    }

    @ParameterizedTest
    @ValueSource(strings = {"framework", "spec", "cluster"})
    void aMissingRecordIsRefusedByItsPath(String path) {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        documents.remove(path);
        assertThatThrownBy(() -> Documents.records("/base", documents))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("/base/" + path)
                .hasMessageContaining("missing")
                .hasMessageContaining("nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\u0000", "{\"schemaVersion\":1}", "{\"frameworkId\":\"x\"}"})
    void aRecordThatCannotBeReadIsRefusedByItsPath(String content) {
        for (String path : new String[] {"spec", "cluster", "members/es-default-3", "operation"}) {
            SortedMap<String, byte[]> documents = Documents.of(Samples.full());
            documents.put(path, content.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> Documents.records("/base", documents))
                    .as(path)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("/base/" + path)
                    .hasMessageContaining("nothing was changed");
        }
    }

    @Test
    void whatWasStoredBeforeTasksCouldBeAbandonedIsReadWithNoneAbandoned() {
        Records old = new Records(
                Optional.of("F-1"),
                Samples.spec(),
                Samples.full().cluster(),
                Samples.full().members(),
                Samples.full().operation());
        SortedMap<String, byte[]> documents = Documents.of(old);
        replace(documents, "members/es-default-0", ",\n    \"agentGone\" : false", "");
        assertThat(Documents.records("/x", documents)).isEqualTo(old);
        assertThat(old.abandoned()).isEmpty();
    }

    @Test
    void aNewerSchemaVersionIsRefused() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        replace(documents, "spec", "\"schemaVersion\" : 1", "\"schemaVersion\" : 2");
        assertThatThrownBy(() -> Documents.records("/base", documents))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("/base/spec")
                .hasMessageContaining("newer version");
    }

    @Test
    void aFieldThatIsMissingIsRefusedAndNotTakenForZero() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        replace(documents, "cluster", "\"nextTask\" : 9", "\"other\" : 9");
        assertThatThrownBy(() -> Documents.records("/base", documents)).hasMessageContaining("nextTask");
    }

    @Test
    void aMemberUnderAnotherNameIsRefused() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        documents.put("members/es-default-9", documents.get("members/es-default-3"));
        assertThatThrownBy(() -> Documents.records("/base", documents))
                .hasMessageContaining("/base/members/es-default-9")
                .hasMessageContaining("es-default-3");
    }

    private static void replace(SortedMap<String, byte[]> documents, String path, String what, String with) {
        String text = text(documents.get(path));
        assertThat(text).contains(what);
        documents.put(path, text.replace(what, with).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}

package org.mesoselk.executor.elasticsearch.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    @Test
    void aBootstrapCheckIsTheReason() {
        assertThat(LastWords.of(List.of(
                        "[2026][ERROR][o.e.b.Elasticsearch] [n] node validation exception",
                        "[2] bootstrap checks failed. You must address the points described in the following [2] lines",
                        "bootstrap check failure [1] of [2]: max virtual memory areas vm.max_map_count [65530] is too low",
                        "bootstrap check failure [2] of [2]: something",
                        "ERROR: Elasticsearch died while starting up, with exit code 78")))
                .contains(
                        "bootstrap check failure [1] of [2]: max virtual memory areas vm.max_map_count [65530] is too low");
    }

    @Test
    void theExceptionOfAFatalStartIsTheReasonInTheSameLineOrTheNext() {
        String end = "ERROR: Elasticsearch did not exit normally - check the logs at /x.log";
        String log = "[2026][ERROR][o.e.b.Elasticsearch] [n] fatal exception while booting Elasticsearch";
        String reason = "java.lang.IllegalArgumentException: unknown setting [x]";

        assertThat(LastWords.of(List.of("a", log + reason, "\tat y", end))).contains(reason);
        assertThat(LastWords.of(List.of("a", log, reason, "\tat y", end))).contains(reason);
    }

    @Test
    void anExceptionBeforeAnyLogIsTheReason() {
        assertThat(LastWords.of(List.of(
                        "warning: ignoring JAVA_HOME",
                        "java.lang.IllegalArgumentException: [cluster.name] must not contain ':'",
                        "\tat org.elasticsearch.X",
                        "",
                        "ERROR: Elasticsearch died while starting up, with exit code 1")))
                .contains("java.lang.IllegalArgumentException: [cluster.name] must not contain ':'");
    }

    @Test
    void elseTheLastErrorElseTheLastLineElseNothing() {
        assertThat(LastWords.of(List.of("[x][ERROR][a] first", "[x][ERROR][b] second", "[x][INFO ][c] third")))
                .contains("[x][ERROR][b] second");
        assertThat(LastWords.of(List.of("one", "two", "  ", ""))).contains("two");
        assertThat(LastWords.of(List.of())).isEmpty();
    }
}

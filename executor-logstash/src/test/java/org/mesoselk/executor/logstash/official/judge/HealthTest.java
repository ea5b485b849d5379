package org.mesoselk.executor.logstash.official.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.executor.logstash.Recorded;
import org.mesoselk.executor.logstash.official.api.Look;
import org.mesoselk.executor.logstash.official.api.NodeStats;
import org.mesoselk.executor.logstash.official.console.Entry;
import org.mesoselk.executor.logstash.official.console.Heard;
import org.mesoselk.executor.logstash.official.render.Template;

/** On the answers and the output of a real Logstash 8.15.0, whose API says "green" in each of them. */
class HealthTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Rollout ROLLOUT =
            Rollout.start(Template.of(Map.of("main", "x", "bad", "y"), ""), List.of(), NOW, Optional.empty());

    private static Look answer(String recording) {
        return new Look.Answered(NodeStats.of(Json.tree(Recorded.bytes(recording))));
    }

    private static Heard heard(String recording) {
        return Heard.NOTHING.and(Entry.of(Recorded.lines(recording)));
    }

    private static Health after(Look look, Heard heard, int... seconds) {
        Health health = Health.started(NOW, 0);
        for (int second : seconds) {
            health = health.next(look, heard, ROLLOUT, NOW.plusSeconds(second));
        }
        return health;
    }

    @Test
    void nothingIsWrongWhileEventsLeave() {
        Health health = after(answer("node_stats_with_es.json"), Heard.NOTHING, 1, 60);
        assertThat(health.trouble()).isEmpty();
        assertThat(health.events()).isEqualTo(20_000);
        assertThat(health.answers(NOW.plusSeconds(61))).isTrue();
    }

    @Test
    void workersThatWaitWhileNothingLeavesAreTroubleAfterTenSeconds() {
        Look away = answer("node_stats_pipelines_es_away.json");
        Heard heard = heard("es-down-sigterm-pq.log");
        assertThat(after(away, heard, 1, 10).trouble()).isEmpty();
        assertThat(after(away, heard, 1, 11).trouble())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("No event has left pipeline main since 2026-01-01T00:00:01Z")
                        .contains("Elasticsearch Unreachable", "Nothing is lost"));
    }

    @Test
    void aPipelineThatDoesNotRunIsNamedWithItsReason() {
        assertThat(after(answer("node_stats_multi_one_bad.json"), Heard.NOTHING, 1)
                        .trouble())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Pipeline bad does not run: Unable to configure plugins")
                        .doesNotContain("\n"));
    }

    @Test
    void aPortThatIsTakenIsTroubleAlthoughTheApiTellsNothingOfIt() {
        assertThat(after(answer("node_stats_with_es.json"), heard("tcp-port-in-use-3.log"), 1)
                        .trouble())
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).startsWith("Port 15516 is in use by another process"));
    }

    @Test
    void whoHasAnsweredAndDoesNotForHalfAMinuteIsInTrouble() {
        Look silent = new Look.Silent("Connection refused");
        Health answered = after(answer("node_stats_with_es.json"), Heard.NOTHING, 1);
        assertThat(answered.next(silent, Heard.NOTHING, ROLLOUT, NOW.plusSeconds(30))
                        .trouble())
                .isEmpty();
        Health late = answered.next(silent, Heard.NOTHING, ROLLOUT, NOW.plusSeconds(31));
        assertThat(late.trouble())
                .contains("Logstash has not answered since 2026-01-01T00:00:01Z: Connection refused.");
        assertThat(late.answers(NOW.plusSeconds(31))).isFalse();
    }

    /** On some kernels its API answers nobody, and all is well. */
    @Test
    void whoHasNeverAnsweredIsNotInTroubleByThat() {
        assertThat(after(new Look.Silent("Unexpected end of file"), Heard.NOTHING, 1, 600)
                        .trouble())
                .isEmpty();
    }

    @Test
    void eventsAreCountedThroughReloads() {
        Health health = after(answer("node_stats_with_es.json"), Heard.NOTHING, 1);
        health = health.next(answer("node_stats_pipelines_after_bad_reload.json"), Heard.NOTHING, ROLLOUT, NOW);
        health = health.next(answer("node_stats_pipelines_after_bad_reload.json"), Heard.NOTHING, ROLLOUT, NOW);
        assertThat(health.events()).isEqualTo(20_007);
    }
}

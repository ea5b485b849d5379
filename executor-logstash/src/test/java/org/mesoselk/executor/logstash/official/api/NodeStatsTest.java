package org.mesoselk.executor.logstash.official.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.executor.logstash.Recorded;

/** On the answers of a real Logstash 8.15.0. */
class NodeStatsTest {

    private static NodeStats of(String recording) {
        return NodeStats.of(Json.tree(Recorded.bytes(recording)));
    }

    @Test
    void eventsAndRateOfAPipelineThatRuns() {
        NodeStats stats = of("node_stats_with_es.json");
        NodeStats.Pipeline main = stats.pipelines().get("main");
        assertThat(stats.version()).isEqualTo("8.15.0");
        assertThat(main.instance()).contains("85c74b43-109c-49f0-9107-bec297af880d");
        assertThat(main.in()).isEqualTo(20_000);
        assertThat(main.out()).isEqualTo(20_000);
        assertThat(main.outPerSecond()).isEqualTo(292.0);
        assertThat(main.outputs()).containsExactly(new NodeStats.Output(0, 0));
        assertThat(main.lastError()).isEmpty();
    }

    @Test
    void anElasticsearchThatIsAwayShowsInTheWorkersAndTheRequests() {
        NodeStats.Pipeline main =
                of("node_stats_pipelines_es_away.json").pipelines().get("main");
        assertThat(main.workerUtilization()).hasValue(100.0);
        assertThat(main.outPerSecond()).isZero();
        assertThat(main.in()).isGreaterThan(main.out());
        assertThat(main.outputs()).containsExactly(new NodeStats.Output(6, 0));
    }

    @Test
    void aRefusedReloadShowsBesideThePipelineThatRunsOn() {
        NodeStats.Pipeline main =
                of("node_stats_pipelines_after_bad_reload.json").pipelines().get("main");
        assertThat(main.instance()).isPresent();
        assertThat(main.reloadFailures()).isEqualTo(3);
        assertThat(main.lastError())
                .hasValueSatisfying(error -> assertThat(error).startsWith("Expected one of"));
    }

    @Test
    void aPipelineThatCouldNotBeLoadedDoesNotRun() {
        NodeStats stats = of("node_stats_multi_one_bad.json");
        assertThat(stats.pipelines().get("bad").instance()).isEmpty();
        assertThat(stats.pipelines().get("bad").lastError()).isPresent();
        assertThat(stats.pipelines().get("good").instance()).isPresent();
    }
}

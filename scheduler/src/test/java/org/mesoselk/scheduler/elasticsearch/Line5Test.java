package org.mesoselk.scheduler.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;

/** Answers of a real 5.6.16, which refuses what it does not know. */
class Line5Test {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String STATE = "GET /_cluster/state/master_node,nodes,routing_table,metadata";
    private static final String ID = "AXTZjgpJQsGbROwR09cBoA";

    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final ElasticsearchHttp http = new ElasticsearchHttp();
    private final NodeFacts facts = new NodeFacts();

    @BeforeEach
    void answerAs5() {
        Map.of(
                        "GET /_cluster/settings",
                        "settings",
                        "GET /_nodes/stats/fs,indices/store",
                        "disk",
                        "GET /_nodes/http",
                        "http",
                        "GET /_nodes/_local/http",
                        "http",
                        "GET /_template",
                        "template",
                        "GET /_cluster/health",
                        "health",
                        "GET /_tasks",
                        "tasks",
                        STATE,
                        "state")
                .forEach((request, name) -> elasticsearch.answer(request, 200, recorded(name)));
        elasticsearch.refuse("/_cluster/settings?flat_settings=true&master_timeout=5s");
        elasticsearch.refuse("group_by=none");
    }

    @AfterEach
    void close() {
        http.close();
        elasticsearch.close();
    }

    @Test
    void aRecordedLookIsReadWhole() {
        Known known = known();
        assertThat(known.clusterUuid()).isEqualTo("vAbn0NYUSEecem5b3XAPlw");
        assertThat(known.health()).isEqualTo(Health.YELLOW);
        assertThat(known.masterNode()).isEqualTo("es-default-0");
        assertThat(known.nodes()).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("es-default-0");
            assertThat(node.httpAddress()).isEqualTo("127.0.0.1:19256");
            assertThat(node.masterEligible()).isTrue();
            assertThat(node.data()).isTrue();
            assertThat(node.shardBytes()).isPositive();
            assertThat(node.diskTotalBytes()).isGreaterThan(node.diskFreeBytes());
        });
        assertThat(known.indices()).containsExactlyInAnyOrder(new Index("logs", 0, true), new Index("wide", 1, false));
        assertThat(known.copies())
                .hasSize(3)
                .contains(new ShardCopy(
                        "logs", 0, true, ShardCopy.State.STARTED, Optional.of("es-default-0"), Optional.empty(), true));
        assertThat(known.allocationExcludes()).isEqualTo(Set.of("es-default-1", "es-default-2"));
        assertThat(known.template()).contains(ElasticsearchSpec.Replication.ALL);
        assertThat(known.searches()).contains(Set.of(ID + ":71"));
    }

    @Test
    void whoMayBeMasterHasAVoteThatCannotBeTakenAway() {
        assertThat(known().votingConfiguration()).containsExactly(ID);
        assertThat(known().votingExclusions()).isEmpty();
    }

    @Test
    void onceItsLineIsKnownNothingIsAskedThatItRefuses() {
        known();
        elasticsearch.asked.clear();
        known();
        assertThat(elasticsearch.asked)
                .hasSize(5)
                .noneMatch(request -> request.contains("_cluster/settings?flat_settings=true&master_timeout"))
                .noneMatch(request -> request.contains("group_by=none"))
                .noneMatch(request -> request.contains("_local"));
    }

    @Test
    void whatItDoesNotSayIsNotMadeUp() {
        elasticsearch.answer("GET /_nodes/http", 200, recorded("http").replace("\"roles\"", "\"parts\""));
        assertThat(look()).isInstanceOf(ElasticsearchView.Unknown.class);
    }

    @Test
    void withoutAMasterNothingIsKnown() {
        elasticsearch.answer(STATE, 200, recorded("state").replace("\"master_node\": \"" + ID + "\",", ""));
        assertThat(look()).isInstanceOf(ElasticsearchView.Unknown.class);
        elasticsearch.answer(STATE, 200, recorded("state").replace("vAbn0NYUSEecem5b3XAPlw", "_na_"));
        assertThat(look()).isInstanceOf(ElasticsearchView.Unknown.class);
    }

    @Test
    void aRefusalOfAnotherLineIsOne() {
        elasticsearch.answer("GET /_nodes/_local/http", 200, "{\"nodes\":{\"n\":{\"version\":\"8.19.20\"}}}");
        assertThat(((ElasticsearchView.Unknown) look()).cause()).contains("400");
    }

    private static String recorded(String name) {
        return new String(Answers.bytes("5.6.16", name), StandardCharsets.UTF_8);
    }

    private ElasticsearchView look() {
        return Look.at(http, elasticsearch.host(), facts, NOW);
    }

    private Known known() {
        ElasticsearchView view = look();
        assertThat(view).isInstanceOf(Known.class);
        return (Known) view;
    }
}

package org.mesoselk.scheduler.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.scheduler.core.model.ElasticsearchView;

class LookTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final ElasticsearchHttp http = new ElasticsearchHttp();
    private final NodeFacts facts = new NodeFacts();

    @AfterEach
    void close() {
        http.close();
        elasticsearch.close();
    }

    private ElasticsearchView look() {
        return lookAt(NOW);
    }

    private ElasticsearchView lookAt(Instant now) {
        return Look.at(http, elasticsearch.host(), facts, now);
    }

    private long asked(String path) {
        return elasticsearch.asked.stream()
                .filter(request -> request.startsWith("GET " + path))
                .count();
    }

    @Test
    void excludesAreReadBeforeShards() {
        assertThat(look()).isInstanceOf(ElasticsearchView.Known.class);
        List<String> asked = elasticsearch.asked.stream()
                .map(request -> request.substring(0, request.indexOf('?')))
                .toList();
        assertThat(asked.get(0)).isEqualTo("GET /_cluster/settings");
        assertThat(asked.indexOf("GET /_cluster/settings"))
                .isLessThan(asked.indexOf("GET /_cluster/state/master_node,nodes,routing_table,metadata"));
        assertThat(elasticsearch.asked).noneMatch(request -> request.contains("local=true"));
    }

    @Test
    void whoSearchesIsAskedAfterTheShardsAndOnlyWhileNodesAreExcluded() {
        elasticsearch.answer("GET /_cluster/settings", 200, "{\"persistent\": {}, \"transient\": {}}");
        assertThat(searches()).contains(Set.of());
        assertThat(asked("/_tasks")).isZero();

        elasticsearch.answer(
                "GET /_cluster/settings",
                200,
                "{\"persistent\": {\"cluster.routing.allocation.exclude._name\": \"es-default-1\"}, \"transient\": {}}");
        elasticsearch.answer("GET /_tasks", 200, "{\"tasks\": []}");
        assertThat(searches()).contains(Set.of());
        List<String> asked = elasticsearch.asked.stream()
                .map(request -> request.substring(0, request.indexOf('?')))
                .toList();
        assertThat(asked.lastIndexOf("GET /_tasks"))
                .isGreaterThan(asked.lastIndexOf("GET /_cluster/state/master_node,nodes,routing_table,metadata"));

        elasticsearch.answer(
                "GET /_tasks", 200, "{\"tasks\": [{\"node\": \"n1\", \"id\": 5}, {\"node\": \"n2\", \"id\": 5}]}");
        assertThat(searches()).contains(Set.of("n1:5", "n2:5"));

        elasticsearch.answer("GET /_tasks", 200, "{\"tasks\": [], \"node_failures\": [{\"reason\": \"gone\"}]}");
        assertThat(searches()).as("a node has not told").isEmpty();

        elasticsearch.answer("GET /_tasks", 200, "{}");
        assertThat(look()).isInstanceOf(ElasticsearchView.Unknown.class);
    }

    private Optional<Set<String>> searches() {
        return ((ElasticsearchView.Known) look()).searches();
    }

    @Test
    void whatEachNodeIsAskedForIsAskedOnceAMomentAndWhenAProcessIsNew() {
        ElasticsearchView first = look();
        assertThat(lookAt(NOW.plusSeconds(29)))
                .usingRecursiveComparison()
                .ignoringFields("at")
                .isEqualTo(first);
        assertThat(asked("/_nodes/http")).isEqualTo(1);
        assertThat(asked("/_nodes/stats")).isEqualTo(1);

        lookAt(NOW.plusSeconds(30));
        assertThat(asked("/_nodes/http")).isEqualTo(1);
        assertThat(asked("/_nodes/stats")).as("a disk fills").isEqualTo(2);

        String state = new String(Answers.bytes("state"), StandardCharsets.UTF_8);
        elasticsearch.answer(
                "GET /_cluster/state/master_node,nodes,routing_table,metadata",
                200,
                state.replaceFirst("(\"ephemeral_id\"\\s*:\\s*\")[^\"]*", "$1started-anew"));
        lookAt(NOW.plusSeconds(31));
        assertThat(asked("/_nodes/http"))
                .as("the same node may serve elsewhere now")
                .isEqualTo(2);
    }

    @Test
    void anAddressThatCouldNotBeHadIsAskedForAgain() {
        elasticsearch.answer("GET /_nodes/http", 503, "{}");
        assertThat(look()).isInstanceOf(ElasticsearchView.Unknown.class);
        elasticsearch.answer("GET /_nodes/http", 200, new String(Answers.bytes("http"), StandardCharsets.UTF_8));
        assertThat(lookAt(NOW.plusSeconds(1)))
                .isInstanceOfSatisfying(
                        ElasticsearchView.Known.class,
                        known -> assertThat(known.nodes())
                                .allSatisfy(
                                        node -> assertThat(node.httpAddress()).isNotEmpty()));
    }

    @Test
    void noTemplateIsKnownToBeMissing() {
        elasticsearch.answer("GET /_template", 200, "{}");
        assertThat(look())
                .isInstanceOfSatisfying(
                        ElasticsearchView.Known.class,
                        known -> assertThat(known.template()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_cluster/settings",
                "/_nodes/stats/fs,indices/store",
                "/_template",
                "/_cluster/health",
                "/_cluster/state/master_node,nodes,routing_table,metadata"
            })
    void anErrorOfAnyPartIsUnknownWithItsCause(String path) {
        for (int status : new int[] {404, 408, 429, 500, 503}) {
            elasticsearch.answer("GET " + path, status, "{\"error\":{\"reason\":\"because of this\"}}");
            assertThat(look())
                    .isInstanceOfSatisfying(
                            ElasticsearchView.Unknown.class,
                            unknown -> assertThat(unknown.cause())
                                    .contains(String.valueOf(status), "because of this", path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"cluster_uuid\":", "null"})
    void garbageIsUnknown(String garbage) {
        elasticsearch.answer("GET /_cluster/state/master_node,nodes,routing_table,metadata", 200, garbage);
        assertThat(look()).isInstanceOf(ElasticsearchView.Unknown.class);
    }

    @Test
    void aSizeThatNobodyCanCountIsNotKnownAndTheRestIs() {
        elasticsearch.answer(
                "GET /_nodes/stats/fs,indices/store",
                200,
                new String(Answers.bytes("disk"), StandardCharsets.UTF_8)
                        .replaceAll("(\"available_in_bytes\"\\s*:\\s*)\\d+", "$199999999999999999999999"));
        assertThat(look())
                .isInstanceOfSatisfying(
                        ElasticsearchView.Known.class,
                        known ->
                                assertThat(known.nodes().get(0).diskFreeBytes()).isEqualTo(-1));
    }

    @Test
    void anObserverSurvivesWhatNobodyForesaw() throws InterruptedException {
        BlockingQueue<ElasticsearchView> seen = new LinkedBlockingQueue<>();
        try (Observer observer = new Observer(
                () -> List.of("no host:at all", elasticsearch.host()),
                () -> Duration.ofMillis(10),
                seen::add,
                InstantSource.fixed(NOW))) {
            observer.start();
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isInstanceOf(ElasticsearchView.Unknown.class);
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isInstanceOf(ElasticsearchView.Known.class);
        }
    }

    @Test
    void noAnswerIsUnknownAfterTheBound() {
        elasticsearch.hang("/_cluster/health");
        Duration bound = Duration.ofSeconds(2);
        assertThat(Look.at(http, elasticsearch.host(), facts, NOW, bound))
                .isInstanceOfSatisfying(
                        ElasticsearchView.Unknown.class,
                        unknown -> assertThat(unknown.cause()).contains("/_cluster/health", "no answer within"));
    }

    @Test
    void anObserverGoesOnToTheNextMemberWhenOneFails() throws InterruptedException {
        BlockingQueue<ElasticsearchView> seen = new LinkedBlockingQueue<>();
        try (Observer observer = new Observer(
                () -> List.of("127.0.0.1:1", elasticsearch.host()),
                () -> Duration.ofMillis(10),
                seen::add,
                InstantSource.fixed(NOW))) {
            observer.start();
            assertThat(seen.poll(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            ElasticsearchView.Unknown.class,
                            unknown -> assertThat(unknown.cause()).contains("127.0.0.1:1"));
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isInstanceOf(ElasticsearchView.Known.class);
        }
    }

    @Test
    void withoutMembersNothingIsKnown() throws InterruptedException {
        BlockingQueue<ElasticsearchView> seen = new LinkedBlockingQueue<>();
        try (Observer observer =
                new Observer(List::of, () -> Duration.ofHours(1), seen::add, InstantSource.fixed(NOW))) {
            observer.start();
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isInstanceOf(ElasticsearchView.Unknown.class);
            observer.kick();
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isInstanceOf(ElasticsearchView.Unknown.class);
        }
    }
}

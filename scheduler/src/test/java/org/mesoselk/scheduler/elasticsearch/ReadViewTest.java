package org.mesoselk.scheduler.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ReadViewTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Known read(ReadView.Answers answers) {
        return ReadView.of(NOW, answers);
    }

    @Test
    void aRecordedLookIsReadWhole() {
        Known known = read(Answers.recorded());
        assertThat(known.at()).isEqualTo(NOW);
        assertThat(known.health()).isEqualTo(Health.YELLOW);
        assertThat(known.masterNode()).isEqualTo("es-default-0");
        assertThat(known.nodes()).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("es-default-0");
            assertThat(node.httpAddress()).isEqualTo("127.0.0.1:19271");
            assertThat(node.masterEligible()).isTrue();
            assertThat(node.data()).isTrue();
            assertThat(node.shardBytes()).isPositive();
            assertThat(node.diskTotalBytes()).isGreaterThan(node.diskFreeBytes());
        });
        assertThat(known.indices())
                .contains(new Index("a", 0, true), new Index(".hid", 1, false))
                .hasSize(3);
        assertThat(known.copies())
                .contains(
                        new ShardCopy(
                                "a",
                                0,
                                true,
                                ShardCopy.State.STARTED,
                                Optional.of("es-default-0"),
                                Optional.empty(),
                                true),
                        new ShardCopy(
                                ".hid",
                                0,
                                false,
                                ShardCopy.State.UNASSIGNED,
                                Optional.empty(),
                                Optional.empty(),
                                false))
                .hasSize(5);
        assertThat(known.allocationExcludes()).isEqualTo(Set.of("es-default-3", "es-default-4"));
        assertThat(known.votingExclusions()).isEqualTo(Set.of("es-default-4"));
        assertThat(known.votingConfiguration())
                .isEqualTo(Set.of(known.nodes().get(0).id()));
        assertThat(known.template()).contains(ElasticsearchSpec.Replication.ALL);
    }

    @Test
    void aClusterWithoutAnyIndexIsKnownToHaveNone() {
        ObjectNode state = state(s -> {
            ((ObjectNode) s.get("metadata")).remove("indices");
            ((ObjectNode) s.get("routing_table")).putObject("indices");
        });
        assertThat(read(Answers.with(state)).indices()).isEmpty();
    }

    @Test
    void theTargetOfARelocationHasARowOfItsOwn() {
        ObjectNode state = state(s -> {
            ((ObjectNode) s.get("nodes"))
                    .putObject("other-id")
                    .put("name", "es-default-1")
                    .putArray("roles")
                    .add("data_hot");
            ObjectNode row = row(s, "a");
            row.put("state", "RELOCATING").put("relocating_node", "other-id");
        });
        assertThat(read(Answers.with(state)).copies().stream()
                        .filter(copy -> copy.index().equals("a")))
                .extracting(ShardCopy::state, ShardCopy::node, ShardCopy::relocatingTo, ShardCopy::inSync)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                ShardCopy.State.RELOCATING,
                                Optional.of("es-default-0"),
                                Optional.of("es-default-1"),
                                true),
                        org.assertj.core.groups.Tuple.tuple(
                                ShardCopy.State.INITIALIZING, Optional.of("es-default-1"), Optional.empty(), false));
    }

    @Test
    void twoNodesOfTheSameNameAreBothRead() {
        ObjectNode state = state(s -> ((ObjectNode) s.get("nodes"))
                .putObject("other-id")
                .put("name", "es-default-0")
                .putArray("roles")
                .add("data"));
        assertThat(read(Answers.with(state)).nodes())
                .hasSize(2)
                .allMatch(node -> node.name().equals("es-default-0"));
    }

    @Test
    void aCopyThatIsNotInTheInSyncSetIsNotInSync() {
        ObjectNode state = state(s -> ((ObjectNode) row(s, "a").get("allocation_id")).put("id", "another"));
        assertThat(read(Answers.with(state)).copies())
                .filteredOn(copy -> copy.index().equals("a"))
                .noneMatch(ShardCopy::inSync);
    }

    @Test
    void aTransientExcludeHidesThePersistentOne() {
        ReadView.Answers recorded = Answers.recorded();
        ObjectNode settings = (ObjectNode) recorded.settings();
        ((ObjectNode) settings.get("transient")).put(ReadView.EXCLUDE, "x, y,");
        assertThat(read(recorded).allocationExcludes()).isEqualTo(Set.of("x", "y"));
    }

    @Test
    void aTemplateWithAFixedNumberOfReplicasIsRead() {
        JsonNode template = Json.tree(new String(Answers.bytes("template"), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"index.auto_expand_replicas\" : \"0-all\"", "\"index.number_of_replicas\" : \"2\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(read(answers(template)).template()).contains(new ElasticsearchSpec.Replication(2));
        assertThat(read(answers(Json.mapper().createObjectNode())).template()).isEmpty();
    }

    @Test
    void diskThatANodeDoesNotTellIsUnknownAndNotZero() {
        ReadView.Answers recorded = Answers.recorded();
        ReadView.Answers silent = new ReadView.Answers(
                recorded.settings(),
                Json.mapper().createObjectNode(),
                Json.mapper().createObjectNode(),
                recorded.template(),
                recorded.health(),
                recorded.state(),
                Optional.empty());
        assertThat(read(silent).nodes()).singleElement().satisfies(node -> {
            assertThat(node.shardBytes()).isEqualTo(-1);
            assertThat(node.diskFreeBytes()).isEqualTo(-1);
            assertThat(node.httpAddress()).isEmpty();
        });
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                damaged("no nodes", s -> s.remove("nodes")),
                damaged("no routing table", s -> s.remove("routing_table")),
                damaged("no metadata", s -> s.remove("metadata")),
                damaged("no master", s -> s.remove("master_node")),
                damaged("null master", s -> s.putNull("master_node")),
                damaged("master that is no node", s -> s.put("master_node", "x")),
                damaged("no uuid yet", s -> s.put("cluster_uuid", "_na_")),
                damaged("another uuid in the metadata", s -> ((ObjectNode) s.get("metadata")).put("cluster_uuid", "y")),
                damaged("no coordination", s -> ((ObjectNode) s.get("metadata")).remove("cluster_coordination")),
                damaged(
                        "exclusions that are no array",
                        s -> ((ObjectNode) s.at("/metadata/cluster_coordination"))
                                .put("voting_config_exclusions", "none")),
                damaged("indices only in the metadata", s -> ((ObjectNode) s.at("/routing_table/indices")).remove("a")),
                damaged("indices only in the routing table", s -> ((ObjectNode) s.at("/metadata/indices")).remove("a")),
                damaged(
                        "no in-sync allocations",
                        s -> ((ObjectNode) s.at("/metadata/indices/a")).remove("in_sync_allocations")),
                damaged(
                        "no replicas",
                        s -> ((ObjectNode) s.at("/metadata/indices/a/settings/index")).remove("number_of_replicas")),
                damaged(
                        "replicas that are no number",
                        s -> ((ObjectNode) s.at("/metadata/indices/a/settings/index"))
                                .put("number_of_replicas", "many")),
                damaged("a missing shard", s -> ((ObjectNode) s.at("/routing_table/indices/a/shards")).remove("0")),
                damaged(
                        "a shard without rows",
                        s -> ((ObjectNode) s.at("/routing_table/indices/a/shards")).putArray("0")),
                damaged(
                        "a shard with two primaries",
                        s -> ((ArrayNode) s.at("/routing_table/indices/a/shards/0"))
                                .add(row(s, "a").deepCopy())),
                damaged("a state nobody knows", s -> row(s, "a").put("state", "DANCING")),
                damaged("a copy on a node nobody knows", s -> row(s, "a").put("node", "x")),
                damaged("a started copy without a node", s -> row(s, "a").putNull("node")),
                damaged("a copy without its allocation", s -> row(s, "a").remove("allocation_id")),
                damaged("a primary that is no boolean", s -> row(s, "a").put("primary", "yes")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void anythingMissingOrStrangeInTheStateMakesItUnreadable(String what, ObjectNode state) {
        assertThatThrownBy(() -> read(Answers.with(state)))
                .as(what)
                .isInstanceOf(Strict.Unreadable.class)
                .hasMessageMatching("(?s).{10,}");
    }

    @Test
    void healthAndSettingsMustBeWholeToo() {
        for (String gone :
                new String[] {"status", "initializing_shards", "relocating_shards", "number_of_in_flight_fetch"}) {
            ReadView.Answers answers = Answers.recorded();
            ((ObjectNode) answers.health()).remove(gone);
            assertThatThrownBy(() -> read(answers))
                    .isInstanceOf(Strict.Unreadable.class)
                    .hasMessageContaining(gone);
        }
        ReadView.Answers purple = Answers.recorded();
        ((ObjectNode) purple.health()).put("status", "purple");
        assertThatThrownBy(() -> read(purple)).isInstanceOf(Strict.Unreadable.class);
        for (String gone : new String[] {"persistent", "transient"}) {
            ReadView.Answers answers = Answers.recorded();
            ((ObjectNode) answers.settings()).remove(gone);
            assertThatThrownBy(() -> read(answers)).isInstanceOf(Strict.Unreadable.class);
        }
    }

    private static ReadView.Answers answers(JsonNode template) {
        ReadView.Answers recorded = Answers.recorded();
        return new ReadView.Answers(
                recorded.settings(),
                recorded.disk(),
                recorded.http(),
                template,
                recorded.health(),
                recorded.state(),
                Optional.empty());
    }

    private static Arguments damaged(String what, Consumer<ObjectNode> damage) {
        return Arguments.of(what, state(damage));
    }

    private static ObjectNode state(Consumer<ObjectNode> change) {
        ObjectNode state = (ObjectNode) Answers.tree("state");
        change.accept(state);
        return state;
    }

    private static ObjectNode row(ObjectNode state, String index) {
        return (ObjectNode) state.at("/routing_table/indices/" + index + "/shards/0/0");
    }

    @Test
    void anIndexThatExpandsMayShrinkToItsLeast() {
        assertThat(leastReplicas("0-1")).isZero();
        assertThat(leastReplicas("1-all")).isEqualTo(1);
        assertThat(leastReplicas("false")).isEqualTo(3);
    }

    private static int leastReplicas(String expand) {
        ObjectNode state = state(s -> ((ObjectNode) s.at("/metadata/indices/a/settings/index"))
                .put("number_of_replicas", "3")
                .put("auto_expand_replicas", expand));
        return read(Answers.with(state)).indices().stream()
                .filter(index -> index.name().equals("a"))
                .findFirst()
                .orElseThrow()
                .leastReplicas();
    }
}

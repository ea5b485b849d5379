package org.mesoselk.localmesos.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** That the replay would find a difference, and that its rules forgive only what they say. */
class ComparisonTest {

    private static final String THEIR_ID = "2ecb133c-c136-411c-a674-a382423d8bef";
    private static final String MY_ID = "00000000-c136-411c-a674-a382423d8bef";

    private final Names names = new Names();

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private List<String> differences(String theirs, String mine) {
        return Comparison.of("x", json(theirs), json(mine), names).stream()
                .map(Comparison.Difference::toString)
                .toList();
    }

    @Test
    void anotherValueAMissingFieldAndOneTooManyAreDifferences() {
        assertThat(differences("{'a': 1, 'b': 'x', 'c': [1, 2]}", "{'a': 2, 'c': [1], 'd': true}"))
                .containsExactly(
                        "x.a: recorded 1, here 2",
                        "x.b: recorded x, here absent",
                        "x.c: recorded [1,2], here [1]",
                        "x.d: recorded absent, here true");
    }

    @Test
    void aNameStandsForOneNameOnly() {
        String theirs = "{'id': '" + THEIR_ID + "-S1', 'message': 'on " + THEIR_ID + "-S1'}";
        assertThat(differences(theirs, "{'id': '" + MY_ID + "-S0', 'message': 'on " + MY_ID + "-S0'}"))
                .isEmpty();
        assertThat(differences(theirs, "{'id': '" + MY_ID + "-S2', 'message': 'on " + MY_ID + "-S0'}"))
                .hasSize(1);
        assertThat(differences("{'id': '" + THEIR_ID + "-S2'}", "{'id': '" + MY_ID + "-S0'}"))
                .hasSize(1);
    }

    @Test
    void aUuidThatComesAgainMustBeTheSame() {
        assertThat(differences("{'uuid': 'm7h6qz/6TJyFlv10OH0nXA=='}", "{'uuid': 'MPEDN+iaSlmG7y3TiTarAg=='}"))
                .isEmpty();
        assertThat(differences("{'uuid': 'm7h6qz/6TJyFlv10OH0nXA=='}", "{'uuid': '+gMf2ZDrRL697UH4JhTdCA=='}"))
                .hasSize(1);
    }

    @Test
    void momentsAreForgivenButNotTheirAbsence() {
        assertThat(differences("{'timestamp': 1.5}", "{'timestamp': 2.5}")).isEmpty();
        assertThat(differences("{'timestamp': 1.5}", "{}")).hasSize(1);
        assertThat(differences("{'timestamp': 1.5}", "{'timestamp': 'now'}")).hasSize(1);
    }

    @Test
    void resourcesAreABagOtherListsAreNot() {
        assertThat(differences(
                        "{'resources': [{'name': 'cpus'}, {'name': 'mem'}]}",
                        "{'resources': [{'name': 'mem'}, {'name': 'cpus'}]}"))
                .isEmpty();
        assertThat(differences("{'tasks': ['a', 'b']}", "{'tasks': ['b', 'a']}"))
                .hasSize(2);
    }

    @Test
    void withinALaneTheOrderCountsBetweenLanesItDoesNot() {
        Lanes lanes = new Lanes(new OfferBook(), UnaryOperator.identity());
        JsonNode starting = update("a", "TASK_STARTING");
        JsonNode other = update("b", "TASK_RUNNING");
        JsonNode running = update("a", "TASK_RUNNING");
        List.of(starting, other, running).forEach(lanes::add);
        assertThat(lanes.of("task a")).containsExactly(starting, running);
        assertThat(lanes.of("task b")).containsExactly(other);
    }

    @Test
    void onlyTheFirstHeartbeatIsCompared() {
        Lanes lanes = new Lanes(new OfferBook(), UnaryOperator.identity());
        List.of("SUBSCRIBED", "HEARTBEAT", "HEARTBEAT").forEach(type -> lanes.add(json("{'type': '" + type + "'}")));
        assertThat(lanes.of("framework")).hasSize(2);
    }

    @Test
    void offersInPiecesAreSeenAsSuch() {
        JsonNode whole = offer("O1", 4);
        OfferMatch match = OfferMatch.of("x", List.of(whole), List.of(offer("O2", 3.5), offer("O3", 0.5)), names);
        assertThat(match.differences()).isNotEmpty();
        assertThat(match.pieces()).containsExactlyInAnyOrder("O2", "O3");
        assertThat(OfferMatch.of("x", List.of(whole), List.of(offer("O2", 3)), names)
                        .pieces())
                .isEmpty();
        assertThat(OfferMatch.of("x", List.of(whole), List.of(offer("O2", 4)), names)
                        .same())
                .containsEntry("O1", "O2");
        assertThat(OfferMatch.of("x", List.of(), List.of(offer("O2", 4)), names).differences())
                .hasSize(1);
    }

    private static JsonNode update(String task, String state) {
        return json("{'type': 'UPDATE', 'update': {'status': {'task_id': {'value': '" + task + "'}, 'state': '" + state
                + "', 'source': 'SOURCE_EXECUTOR'}}}");
    }

    private static JsonNode offer(String id, double cpus) {
        return json("{'id': {'value': '" + id
                + "'}, 'resources': [{'name': 'cpus', 'type': 'SCALAR', 'scalar': {'value': " + cpus + "}}]}");
    }
}

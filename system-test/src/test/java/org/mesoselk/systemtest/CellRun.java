package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** One cell, from a whole installation to a whole installation, with a ledger's client at work all the while. */
final class CellRun {

    private final Installation installation;
    private final Cell cell;
    private final String index;

    /** @param number makes the name of the cell's own index */
    CellRun(Installation installation, Cell cell, int number) {
        this.installation = installation;
        this.cell = cell;
        this.index = "ours-" + number;
    }

    void run() throws IOException {
        Phase phase = cell.phase();
        String uuid = begin();
        Blow blow = Blow.of(cell, installation);
        Course course = new Course(installation, phase);
        blow.prepare();
        course.prepare();
        try (Ledger ledger = Ledger.calm(installation, Course.indices(phase, index))) {
            awaitGrowth(ledger, 0);
            course.enter();
            blow.strike();
            if (cell.component() == Component.AGENT_LOST) {
                // Its drain has to end without it.
                course.release();
            }
            blow.hold();
            blow.restore();
            course.goOn();
            Wholeness.await(installation, phase.after(), uuid);
            awaitGrowth(ledger, ledger.size());
            ledger.stop();
            assertThat(ledger.missing())
                    .as("acknowledged and lost, of %d", ledger.size())
                    .isEmpty();
            awaitSearch(ledger.size());
        }
        course.tidy(index);
    }

    /** Scales to where the phase begins, and remembers which cluster it is. */
    private String begin() throws IOException {
        int members = cell.phase().before();
        if (installation.status().path("wanted").asInt() != members) {
            assertThat(installation.scale(members, "").status()).isIn(200, 202);
        }
        installation.awaitReadySupervised(members);
        String uuid = Elasticsearch.uuid(installation);
        Wholeness.await(installation, members, uuid);
        return uuid;
    }

    private static void awaitGrowth(Ledger ledger, long from) {
        Await.until(
                "twenty more documents than " + from,
                Duration.ofMinutes(2),
                () -> ledger.size() + " documents, last refusal " + ledger.lastWriteError(),
                seen -> ledger.size() >= from + 20);
    }

    /** Every acknowledged document is found; unacknowledged ones may have been stored too. */
    private void awaitSearch(long documents) {
        String indices = String.join(",", Course.indices(cell.phase(), index));
        Await.until(
                "a search that finds " + documents + " documents in " + indices,
                Duration.ofMinutes(1),
                () -> search(indices),
                found -> found.at("/_shards/failed").asInt() == 0
                        && found.at("/hits/total/value").asInt() >= documents);
    }

    private JsonNode search(String indices) throws IOException {
        String base = Elasticsearch.endpoint(installation) + "/" + indices;
        Rest.post(base + "/_refresh", "").expect(200);
        return Rest.get(base + "/_search?size=0&track_total_hits=true&allow_partial_search_results=false")
                .expect(200)
                .json();
    }
}

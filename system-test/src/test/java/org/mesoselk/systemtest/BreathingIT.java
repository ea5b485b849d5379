package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The promise: 3 → 5 → 1 → 3 under a writing and searching client, and nothing acknowledged is lost. */
class BreathingIT {

    @TempDir
    Path folder;

    @Test
    void scalesUpAndDownWithoutLosingADocumentOrAQuery() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agents(5)
                .elasticsearch()
                .scheduler("--nodes", "3")
                .start()) {
            JsonNode three = mesos.awaitReady(3);
            assertThat(agentsOf(three)).as("one member an agent").hasSize(3);
            String uuid = Elasticsearch.uuid(mesos);
            Elasticsearch.createIndex(mesos, "own-one-replica", 2, 1);
            Elasticsearch.createIndex(mesos, "own-no-replica", 2, 0);

            try (Ledger ledger = new Ledger(mesos, "ours", "own-one-replica", "own-no-replica")) {
                Await.until("a hundred documents", Duration.ofMinutes(1), ledger::size, size -> size > 100);

                assertThat(mesos.scale(5, "").status()).isIn(200, 202);
                assertThat(agentsOf(mesos.awaitReady(5))).hasSize(5);

                assertThat(mesos.scale(1, "").status())
                        .as("more than half, unconfirmed")
                        .isEqualTo(409);
                assertThat(mesos.scale(1, "?dryRun=true&confirm=true").status()).isEqualTo(200);
                assertThat(mesos.status().path("wanted").asInt())
                        .as("a dry run changes nothing")
                        .isEqualTo(5);

                assertThat(mesos.scale(1, "?confirm=true").status()).isIn(200, 202);
                Elasticsearch.awaitMembers(mesos, 1);
                assertThat(Elasticsearch.excludes(mesos))
                        .as("left-over excludes")
                        .isEmpty();
                assertThat(Elasticsearch.votingExclusions(mesos))
                        .as("left-over voting exclusions")
                        .isEmpty();

                assertThat(mesos.scale(3, "").status()).isIn(200, 202);
                mesos.awaitReady(3);

                ledger.stop();
                assertThat(ledger.failedSearches())
                        .as("searches of %d that failed twice", ledger.searches())
                        .isEmpty();
                assertThat(ledger.missing())
                        .as(
                                "acknowledged and lost, of %d (last refused write: %s)",
                                ledger.size(), ledger.lastWriteError())
                        .isEmpty();
                assertThat(ledger.size()).isGreaterThan(500);
            }
            assertThat(Elasticsearch.uuid(mesos)).isEqualTo(uuid);
        }
    }

    @Test
    void raisingTheTargetAgainCancelsAScaleDown() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agents(3)
                .elasticsearch()
                .scheduler("--nodes", "3")
                .start()) {
            mesos.awaitReady(3);
            // Shards that cannot leave hold the drain open: es-default-2 is the only node that may carry them.
            Elasticsearch.createIndexOn(mesos, "stays", "es-default-2");
            Set<String> before = new HashSet<>(mesos.tasks());
            assertThat(mesos.scale(2, "").status()).isIn(200, 202);
            Await.until(
                    "the wait that names what holds the drain",
                    Duration.ofMinutes(1),
                    mesos::status,
                    seen -> seen.path("waits").toString().contains("shards-remain"));
            assertThat(mesos.scale(3, "").status()).isIn(200, 202);
            mesos.awaitReady(3);
            Await.until("no excludes left", Duration.ofMinutes(1), () -> Elasticsearch.excludes(mesos), Set::isEmpty);
            Await.until(
                    "no voting exclusions left",
                    Duration.ofMinutes(1),
                    () -> Elasticsearch.votingExclusions(mesos),
                    Set::isEmpty);
            assertThat(new HashSet<>(mesos.tasks())).as("no task changed").isEqualTo(before);
        }
    }

    private static Set<String> agentsOf(JsonNode status) {
        Set<String> agents = new HashSet<>();
        status.path("members").forEach(member -> agents.add(member.path("agent").asString()));
        return agents;
    }
}

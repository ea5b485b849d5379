package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM and SIGKILL of the scheduler change no task, and what it was doing goes on. */
class SchedulerRestartIT {

    @TempDir
    Path folder;

    @Test
    void aStoppedSchedulerTakesUpWhereItWas() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agents(3)
                .elasticsearch()
                .scheduler("--nodes", "3")
                .start()) {
            mesos.awaitReady(3);
            String frameworkId = mesos.status().path("frameworkId").asString();
            Elasticsearch.createIndexOn(mesos, "stays", "es-default-2");
            try (Ledger ledger = new Ledger(mesos, "ours")) {
                Await.until("fifty documents", Duration.ofMinutes(1), ledger::size, size -> size > 50);
                Set<String> tasks = new HashSet<>(mesos.tasks());

                mesos.scheduler().terminate();
                assertThat(new HashSet<>(mesos.tasks()))
                        .as("tasks after SIGTERM")
                        .isEqualTo(tasks);
                mesos.startScheduler();
                mesos.awaitReady(3);
                assertThat(mesos.status().path("frameworkId").asString()).isEqualTo(frameworkId);
                assertThat(new HashSet<>(mesos.tasks()))
                        .as("tasks after the restart")
                        .isEqualTo(tasks);

                // In the middle of a scale-down: the drain is held open by an index that may only live there.
                assertThat(mesos.scale(1, "?confirm=true").status()).isIn(200, 202);
                awaitDraining(mesos);
                mesos.scheduler().kill();
                mesos.startScheduler();
                awaitDraining(mesos);
                mesos.scheduler().terminate();
                mesos.startScheduler();
                awaitDraining(mesos);
                assertThat(new HashSet<>(mesos.tasks()))
                        .as("tasks in mid-drain")
                        .isEqualTo(tasks);

                Rest.put(
                                Elasticsearch.endpoint(mesos) + "/stays/_settings",
                                "{\"index.routing.allocation.require._name\": null}")
                        .expect(200);
                Elasticsearch.awaitMembers(mesos, 1);

                ledger.stop();
                assertThat(ledger.missing())
                        .as("acknowledged and lost, of %d", ledger.size())
                        .isEmpty();
                assertThat(Rest.get(Elasticsearch.endpoint(mesos) + "/_cluster/health")
                                .json()
                                .path("number_of_nodes")
                                .asInt())
                        .isEqualTo(1);
            }
        }
    }

    private static void awaitDraining(Installation mesos) {
        Await.until(
                "es-default-2 draining, held by the index that may only live there",
                Duration.ofMinutes(2),
                mesos::status,
                seen -> "RUNNING".equals(seen.at("/operation/status").asString(""))
                        && seen.path("waits").toString().contains("shards-remain"));
    }
}

package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator plans maintenance of a machine, for now; there are two, with room for one member each. */
class MaintenanceIT {

    private static final List<String> MACHINES = List.of("127.0.0.1", "localhost");
    private static final String ROOM_FOR_ONE = "cpus:1;mem:1200;disk:20000";

    @TempDir
    Path folder;

    @Test
    void aMachineIsLeftAloneWhileItsMaintenanceIsPlanned() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .machine(MACHINES.get(0), ROOM_FOR_ONE, "rack:r0")
                .machine(MACHINES.get(1), ROOM_FOR_ONE, "rack:r1")
                .elasticsearch()
                .scheduler("--nodes", "1")
                .start()) {
            JsonNode one = mesos.awaitReady(1);
            String member = one.path("members").path(0).path("name").asString();
            int home = Members.agentOf(mesos, member);
            String there = MACHINES.get(home);
            String empty = MACHINES.get(1 - home);

            plan(mesos, there);
            awaitAnswer(mesos, there, "DECLINE");
            awaitWait(mesos, member + " stays on agent " + there);

            plan(mesos, empty);
            assertThat(mesos.scale(2, "").status()).isIn(200, 202);
            awaitAnswer(mesos, empty, "ACCEPT");
            awaitWait(mesos, "agent " + empty + " is to be down for maintenance");
            assertThat(mesos.tasks()).as("tasks while maintenance is planned").hasSize(1);

            Rest.post(mesos.mesos().leaderUrl() + "/maintenance/schedule", "{\"windows\": []}")
                    .expect(200);
            Await.until("a second task", Duration.ofSeconds(60), mesos::tasks, tasks -> tasks.size() == 2);
        }
    }

    private static void plan(Installation mesos, String machine) throws Exception {
        String window = """
                {"windows": [{"machine_ids": [{"hostname": "%s", "ip": "127.0.0.1"}],
                "unavailability": {"start": {"nanoseconds": %d}, "duration": {"nanoseconds": 3600000000000}}}]}""".formatted(machine, Instant.now().getEpochSecond() * 1_000_000_000L);
        Rest.post(mesos.mesos().leaderUrl() + "/maintenance/schedule", window).expect(200);
    }

    private static void awaitAnswer(Installation mesos, String machine, String answer) {
        Await.until(
                "the framework's " + answer + " for " + machine,
                Duration.ofSeconds(60),
                () -> Rest.get(mesos.mesos().leaderUrl() + "/maintenance/status")
                        .expect(200)
                        .json(),
                seen -> seen.at("/draining_machines/0/id/hostname").asString("").equals(machine)
                        && seen.at("/draining_machines/0/statuses/0/status")
                                .asString("")
                                .equals(answer));
    }

    private static void awaitWait(Installation mesos, String words) {
        Await.until(
                "a wait with '" + words + "'",
                Duration.ofSeconds(60),
                () -> Rest.get(mesos.api() + "/v1/waits").expect(200).body(),
                seen -> seen.contains(words));
    }
}

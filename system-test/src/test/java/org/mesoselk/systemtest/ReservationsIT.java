package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One real Elasticsearch node on resources that were reserved for its role, and a dynamic reservation from begin to end. */
class ReservationsIT {

    @TempDir
    Path folder;

    @Test
    void membersUseWhatIsReservedForTheirRoleOnlyAndAReservationOutlivesSchedulerAndAgent() throws Exception {
        try (Installation mesos = Installation.in(folder)
                // Without what is reserved there is no room for a member; without what is not ours none for two.
                .agent(
                        "cpus(elk):1;mem(elk):1000;disk(elk):3000;cpus(ops):4;mem(ops):8192;disk(ops):20000;cpus:0.1;mem:64",
                        "rack:r1")
                .agent("cpus:1;mem:600;disk:2000", "rack:r2")
                .elasticsearch()
                .scheduler("--role", "elk", "--nodes", "1", "--constraint", "rack:CLUSTER:r1")
                .start()) {
            mesos.awaitReady(1);
            reserve(mesos);
            assertTheOthersResourcesAreNotUsed(mesos);
            release(mesos);
        }
    }

    private static void reserve(Installation mesos) throws IOException {
        String agent = agentWith(mesos, "r2").path("id").asString();
        Rest.post(
                        mesos.api() + "/v1/reservations",
                        "{\"id\":\"spare\",\"agent\":\"" + agent + "\",\"cpus\":0.3,\"memoryMb\":256,\"diskMb\":100}")
                .expect(202);
        awaitState(mesos, "RESERVED");
        assertThat(reservedOnR2(mesos)).contains("\"elk\"");

        int index = mesos.mesos().indexOf(agent);
        mesos.scheduler().kill();
        mesos.mesos().killAgent(index);
        mesos.mesos().startAgent(index);
        mesos.startScheduler();
        mesos.mesos().awaitAgents(2);
        awaitState(mesos, "RESERVED");
        assertThat(reservedOnR2(mesos)).contains("\"elk\"");
    }

    private static void assertTheOthersResourcesAreNotUsed(Installation mesos) throws IOException {
        mesos.awaitReady(1);
        mesos.scale(2, "").expect(200);
        JsonNode offers = Await.until(
                "a verdict that names the memory in GET /v1/offers",
                Duration.ofSeconds(60),
                () -> Rest.get(mesos.api() + "/v1/offers").expect(200).json(),
                seen -> seen.toString().contains("needs 864 MiB, agent 127.0.0.1 offers 200"));
        assertThat(offers.toString()).doesNotContain("8192");
        assertThat(mesos.tasks()).hasSize(1);
        // The rest of what the agent's configuration reserves for us is listed, and nobody would ever unreserve it.
        JsonNode unknown =
                Rest.get(mesos.api() + "/v1/reservations").expect(200).json().path("unknown");
        assertThat(unknown).anySatisfy(one -> {
            assertThat(one.path("dynamic").asBoolean(true)).isFalse();
            assertThat(one.path("free").path("memoryMb").asInt()).isEqualTo(136);
        });
    }

    private static void release(Installation mesos) throws IOException {
        Rest.send("DELETE", mesos.api() + "/v1/reservations/spare", null).expect(202);
        Await.until(
                "no reservation",
                Duration.ofSeconds(60),
                () -> Rest.get(mesos.api() + "/v1/reservations").expect(200).json(),
                seen -> seen.path("reservations").isEmpty());
        assertThat(reservedOnR2(mesos)).doesNotContain("\"elk\"");
    }

    private static void awaitState(Installation mesos, String state) {
        Await.until(
                "reservation spare " + state,
                Duration.ofSeconds(60),
                () -> mesos.schedulers().ask("/v1/reservations"),
                seen -> state.equals(
                        seen.path("reservations").path(0).path("state").asString()));
    }

    private static String reservedOnR2(Installation mesos) throws IOException {
        return agentWith(mesos, "r2").path("reserved_resources").toString();
    }

    private static JsonNode agentWith(Installation mesos, String rack) throws IOException {
        JsonNode slaves = Rest.get(mesos.mesos().leaderUrl() + "/slaves")
                .expect(200)
                .json()
                .path("slaves");
        for (JsonNode slave : slaves) {
            if (rack.equals(slave.path("attributes").path("rack").asString())) {
                return slave;
            }
        }
        throw new AssertionError("no agent in rack " + rack + ": " + slaves);
    }
}

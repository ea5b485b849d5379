package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nothing starts, and everybody can read why. No Elasticsearch is needed for it. */
class RefusedOffersIT {

    @TempDir
    Path folder;

    @Test
    void anAgentThatIsTooSmallIsNamedWithWhatItLacks() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agent("cpus:2;mem:100;disk:20000", "")
                .scheduler("--nodes", "1", "--memory", "1024")
                .start()) {
            assertNothingStartsFor(mesos, "memory", "1120");
        }
    }

    @Test
    void anAgentWithoutPortsIsNamed() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agent("cpus:2;mem:4096;disk:20000;ports:[31000-31000]", "")
                .scheduler("--nodes", "1", "--memory", "1024")
                .start()) {
            assertNothingStartsFor(mesos, "ports", "2");
        }
    }

    @Test
    void aMissingAttributeIsNamed() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agent("cpus:2;mem:4096;disk:20000", "disk:spinning")
                .scheduler("--nodes", "1", "--memory", "1024", "--constraint", "disk:CLUSTER:ssd")
                .start()) {
            assertNothingStartsFor(mesos, "constraints", "ssd");
        }
    }

    private static void assertNothingStartsFor(Installation mesos, String stage, String reason) {
        JsonNode offers = Await.until(
                "a verdict of stage " + stage + " in GET /v1/offers",
                Duration.ofSeconds(60),
                () -> Rest.get(mesos.api() + "/v1/offers").expect(200).json(),
                seen -> seen.toString().contains("\"" + stage + "\""));
        assertThat(offers.toString()).contains(reason);
        JsonNode status = Await.until(
                "a wait that names " + stage,
                Duration.ofSeconds(60),
                mesos::status,
                seen -> seen.path("waits").toString().contains(reason));
        assertThat(status.path("ready").asInt()).isZero();
        assertThat(mesos.tasks()).as("tasks that Mesos knows of").isEmpty();
    }
}

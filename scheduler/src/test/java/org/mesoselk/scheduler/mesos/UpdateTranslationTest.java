package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.TaskUpdate;

class UpdateTranslationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static List<TaskUpdate> recorded() {
        return Recorded.statuses(Recorded.events("basic.events.jsonl")).stream()
                .map(status -> UpdateTranslation.update(Product.ELASTICSEARCH, status, NOW))
                .toList();
    }

    @Test
    void anUpdateOfAnExecutorMustBeAcknowledged() {
        assertThat(recorded().get(0)).satisfies(update -> {
            assertThat(update.taskId()).isEqualTo("t-sleep");
            assertThat(update.state()).isEqualTo(org.mesoselk.scheduler.core.model.TaskState.STARTING);
            assertThat(update.uuid()).contains("m7h6qz/6TJyFlv10OH0nXA==");
            assertThat(update.agentId()).contains("2ecb133c-c136-411c-a674-a382423d8bef-S1");
            assertThat(update.at()).isEqualTo(Instant.ofEpochMilli(1795253521954L));
        });
    }

    @Test
    void whatTheMasterMadeUpHasNothingToAcknowledge() {
        assertThat(recorded().stream().filter(update -> update.taskId().equals("no-such-task")))
                .singleElement()
                .satisfies(update -> {
                    assertThat(update.uuid()).isEmpty();
                    assertThat(update.agentId()).isEmpty();
                    assertThat(update.reason()).isEqualTo("REASON_RECONCILIATION");
                    assertThat(update.message()).isEqualTo("Reconciliation: Task is unknown");
                });
    }

    @Test
    void healthAndReportOfTheExecutorAreRead() {
        NodeReport report =
                new NodeReport(Optional.of("id"), Optional.of("uuid"), "h:1", "h:2", Optional.of("8.19.20"));
        TaskUpdate update = UpdateTranslation.update(
                Product.ELASTICSEARCH,
                status(TaskState.TASK_RUNNING).toBuilder()
                        .setHealthy(false)
                        .setData(ByteString.copyFrom(Json.bytes(report)))
                        .build(),
                NOW);
        assertThat(update.healthy()).contains(false);
        assertThat(update.report()).contains(report);
        assertThat(update.at()).isEqualTo(NOW);
    }

    @Test
    void theReportOfAKibanaExecutorIsReadAndItsMissingFieldsAreEmpty() {
        String data = "{\"url\":\"http://h:1/kibana\",\"fingerprint\":\"f\",\"status\":\"yellow\"}";
        TaskUpdate update = UpdateTranslation.update(
                Product.KIBANA,
                status(TaskState.TASK_RUNNING).toBuilder()
                        .setData(ByteString.copyFromUtf8(data))
                        .build(),
                NOW);
        assertThat(update.kibana())
                .contains(new KibanaReport(
                        Optional.empty(), Optional.empty(), "http://h:1/kibana", Optional.of("yellow"), "f"));
        for (String other : List.of("garbage", "{}", "[1]", "null")) {
            TaskStatus status = status(TaskState.TASK_FAILED).toBuilder()
                    .setData(ByteString.copyFromUtf8(other))
                    .build();
            assertThat(UpdateTranslation.update(Product.KIBANA, status, NOW).kibana())
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void dataThatIsNoReportIsIgnoredAndTheStateStillCounts() {
        for (String data : List.of("garbage", "{}", "[1]", "null")) {
            TaskUpdate update = UpdateTranslation.update(
                    Product.ELASTICSEARCH,
                    status(TaskState.TASK_FAILED).toBuilder()
                            .setData(ByteString.copyFromUtf8(data))
                            .build(),
                    NOW);
            assertThat(update.report()).as(data).isEmpty();
            assertThat(update.state()).isEqualTo(org.mesoselk.scheduler.core.model.TaskState.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void everyStateOfMesosHasItsCounterpart(TaskState state) {
        assertThat("TASK_"
                        + UpdateTranslation.update(Product.ELASTICSEARCH, status(state), NOW)
                                .state()
                                .name())
                .isEqualTo(state.name());
    }

    private static TaskStatus status(TaskState state) {
        return TaskStatus.newBuilder()
                .setTaskId(org.apache.mesos.v1.Protos.TaskID.newBuilder().setValue("t"))
                .setState(state)
                .build();
    }
}

package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.UUID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** Facts of the recordings that no other test is about, by their numbers in the table of docs/local-mesos.md. */
class RecordedFactsTest {

    private final Lab lab = new Lab();
    private FakeAgent agent;
    private FakeScheduler scheduler;
    private Offer offer;

    @BeforeEach
    void subscribe() {
        agent = lab.agent();
        scheduler = lab.subscribe(Lab.framework("f"));
        offer = scheduler.offers().get(0);
    }

    private Operation reserve(double cpus, String id) {
        Resource reserved = Lab.scalar("cpus", cpus).toBuilder()
                .addReservations(ReservationInfo.newBuilder()
                        .setType(ReservationInfo.Type.DYNAMIC)
                        .setRole("*")
                        .setPrincipal("p"))
                .build();
        Operation.Builder operation = Operation.newBuilder()
                .setType(Operation.Type.RESERVE)
                .setReserve(Operation.Reserve.newBuilder().addResources(reserved));
        if (!id.isEmpty()) {
            operation.setId(OperationID.newBuilder().setValue(id));
        }
        return operation.build();
    }

    @Test
    void fact6TheIdMustBeInBothPlaces() {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        call.setFrameworkId(FrameworkID.newBuilder().setValue("x"));
        call.setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(Lab.framework("f")));
        assertThatThrownBy(() -> CallValidation.validate(call.build()))
                .isInstanceOf(HttpError.class)
                .hasMessageContaining("'framework_id' differs from 'subscribe.framework_info.id'");
    }

    @Test
    void fact13UpdatesMadeByTheMasterHaveNoUuid() {
        scheduler.launch(
                offer,
                0,
                Lab.task("big", offer.getAgentId().getValue(), 1000, 1).build());
        scheduler.launch(offer, 0, Lab.task("stale", offer).build());
        assertThat(scheduler.updates())
                .extracting(status -> status.getState())
                .containsExactly(TaskState.TASK_ERROR, TaskState.TASK_DROPPED);
        assertThat(scheduler.updates()).noneMatch(status -> status.hasUuid());
    }

    @Test
    void fact14AKillOnAnUnreachableAgentIsAnsweredUnreachable() {
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        agent.breakLink();
        lab.passSeconds(95);
        scheduler.forget();
        scheduler.kill("t");
        assertThat(scheduler.update().getState()).isEqualTo(TaskState.TASK_UNREACHABLE);
    }

    @Test
    void fact17AnOperationThatCannotBeIsDroppedInSilenceOrIsAnErrorWhenItHasAnId() {
        scheduler.accept(offer, reserve(1000, ""), reserve(1000, "op"));
        assertThat(scheduler.of(Event.Type.UPDATE_OPERATION_STATUS))
                .singleElement()
                .satisfies(event -> {
                    OperationStatus status = event.getUpdateOperationStatus().getStatus();
                    assertThat(status.getOperationId().getValue()).isEqualTo("op");
                    assertThat(status.getState()).isEqualTo(OperationState.OPERATION_ERROR);
                    assertThat(status.hasUuid()).isFalse();
                });
        assertThat(agent.all(ToAgent.ApplyOperation.class)).isEmpty();
    }

    @Test
    void fact17AFinishedOperationHasAUuidAndIsKnownUntilItIsAcknowledged() {
        FrameworkID framework =
                FrameworkID.newBuilder().setValue(scheduler.frameworkId()).build();
        scheduler.accept(offer, reserve(1, "op"));
        assertThat(agent.all(ToAgent.ApplyOperation.class)).hasSize(1);
        OperationStatus finished = OperationStatus.newBuilder()
                .setOperationId(OperationID.newBuilder().setValue("op"))
                .setState(OperationState.OPERATION_FINISHED)
                .setUuid(UUID.newBuilder().setValue(com.google.protobuf.ByteString.copyFrom(new byte[16])))
                .setAgentId(offer.getAgentId())
                .build();
        agent.say(new ToMaster.OperationUpdate(framework, finished));
        assertThat(states()).containsExactly(finished);

        Call.Builder reconcile = Call.newBuilder()
                .setType(Call.Type.RECONCILE_OPERATIONS)
                .setReconcileOperations(Call.ReconcileOperations.newBuilder());
        scheduler.call(framework, reconcile);
        assertThat(states()).hasSize(2);
        scheduler.call(
                framework,
                Call.newBuilder()
                        .setType(Call.Type.ACKNOWLEDGE_OPERATION_STATUS)
                        .setAcknowledgeOperationStatus(Call.AcknowledgeOperationStatus.newBuilder()
                                .setAgentId(offer.getAgentId())
                                .setOperationId(finished.getOperationId())
                                .setUuid(finished.getUuid().getValue())));
        assertThat(agent.all(ToAgent.OperationAcknowledged.class)).hasSize(1);
        scheduler.call(framework, reconcile);
        assertThat(states()).hasSize(2);
    }

    @Test
    void anOperationThatIsLostWithTheLinkWasDropped() {
        FrameworkID framework =
                FrameworkID.newBuilder().setValue(scheduler.frameworkId()).build();
        scheduler.accept(offer, reserve(1, "op"));
        agent.breakLink();
        FakeAgent back = agent.again(java.util.List.of(), java.util.List.of());
        OperationID id = OperationID.newBuilder().setValue("op").build();
        assertThat(back.all(ToAgent.ReconcileOperations.class))
                .containsExactly(new ToAgent.ReconcileOperations(framework, java.util.List.of(id)));

        OperationStatus dropped = OperationStatus.newBuilder()
                .setOperationId(id)
                .setState(OperationState.OPERATION_DROPPED)
                .setAgentId(offer.getAgentId())
                .build();
        back.say(new ToMaster.OperationUpdate(framework, dropped));
        assertThat(states()).containsExactly(dropped);
        back.breakLink();
        assertThat(back.again(java.util.List.of(), java.util.List.of()).all(ToAgent.ReconcileOperations.class))
                .as("nothing is left to ask for")
                .isEmpty();
    }

    private java.util.List<OperationStatus> states() {
        return scheduler.of(Event.Type.UPDATE_OPERATION_STATUS).stream()
                .map(event -> event.getUpdateOperationStatus().getStatus())
                .toList();
    }

    @Test
    void fact20AnUnacknowledgedUpdateHoldsBackTheEndButNotWhatTheTaskGaveBack() {
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        var running = agent.update(scheduler.frameworkId(), "t", TaskState.TASK_RUNNING);
        lab.passSeconds(2);
        FrameworkID framework =
                FrameworkID.newBuilder().setValue(scheduler.frameworkId()).build();
        scheduler.forget();
        agent.say(new ToMaster.StatusUpdate(framework, running, TaskState.TASK_KILLED_VALUE));
        lab.passSeconds(2);
        assertThat(scheduler.update().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(Lab.amount(scheduler.offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(0.5);
    }
}

package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.Protos.Volume;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** Reservations and persistent volumes on an agent, and after it was killed. */
class VolumesTest {

    private static final Resource RESERVED = Resource.newBuilder()
            .setName("disk")
            .setType(Value.Type.SCALAR)
            .setScalar(Value.Scalar.newBuilder().setValue(128))
            .addReservations(ReservationInfo.newBuilder()
                    .setType(ReservationInfo.Type.DYNAMIC)
                    .setRole("a/b")
                    .setPrincipal("p"))
            .build();

    private static final Resource VOLUME = RESERVED.toBuilder()
            .setDisk(DiskInfo.newBuilder()
                    .setPersistence(DiskInfo.Persistence.newBuilder().setId("v1"))
                    .setVolume(Volume.newBuilder().setContainerPath("data").setMode(Volume.Mode.RW)))
            .build();

    private static final Operation RESERVE = Operation.newBuilder()
            .setType(Operation.Type.RESERVE)
            .setReserve(Operation.Reserve.newBuilder().addResources(RESERVED))
            .build();

    private static final Operation CREATE = Operation.newBuilder()
            .setType(Operation.Type.CREATE)
            .setId(OperationID.newBuilder().setValue("op"))
            .setCreate(Operation.Create.newBuilder().addVolumes(VOLUME))
            .build();

    private static final Operation DESTROY = Operation.newBuilder()
            .setType(Operation.Type.DESTROY)
            .setDestroy(Operation.Destroy.newBuilder().addVolumes(VOLUME))
            .build();

    @TempDir
    private Path work;

    private static void apply(AgentRig rig, Operation operation) {
        rig.master.say(new ToAgent.ApplyOperation(Tasks.FRAMEWORK, operation));
    }

    private Path volume() {
        return work.resolve("volumes/roles/a b/v1");
    }

    @Test
    void anOperationThatNeverCameWasDroppedAndOneThatDidIsNot() throws Exception {
        try (AgentRig rig = AgentRig.start(work)) {
            apply(rig, RESERVE);
            apply(rig, CREATE);
            OperationID lost = OperationID.newBuilder().setValue("lost").build();
            rig.master.say(new ToAgent.ReconcileOperations(Tasks.FRAMEWORK, List.of(CREATE.getId(), lost)));
            OperationStatus dropped = rig.master
                    .await(
                            ToMaster.OperationUpdate.class,
                            update -> update.status().getOperationId().equals(lost))
                    .status();
            assertThat(dropped.getState()).isEqualTo(OperationState.OPERATION_DROPPED);
            assertThat(dropped.hasUuid()).isFalse();
            assertThat(rig.master.heard(ToMaster.OperationUpdate.class))
                    .filteredOn(update -> update.status().getOperationId().equals(CREATE.getId()))
                    .extracting(update -> update.status().getState())
                    .containsOnly(OperationState.OPERATION_FINISHED);
        }
    }

    @Test
    void aTaskWritesToItsVolumeAndTheNextTaskReadsIt() throws Exception {
        try (AgentRig rig = AgentRig.start(work)) {
            apply(rig, RESERVE);
            apply(rig, CREATE);
            rig.run(Tasks.command("t1", Tasks.shell("echo kept > data/file")).toBuilder()
                    .addResources(VOLUME)
                    .build());
            rig.master.awaitState("t1", TaskState.TASK_FINISHED);
            assertThat(volume().resolve("file")).hasContent("kept\n");
            rig.run(Tasks.command("t2", Tasks.shell("grep kept data/file")).toBuilder()
                    .addResources(VOLUME)
                    .build());
            rig.master.awaitState("t2", TaskState.TASK_FINISHED);

            apply(rig, DESTROY);
            Awaitility.await().until(() -> !Files.exists(volume()));
        }
    }

    @Test
    void reservationsVolumesAndUnacknowledgedOperationsOutliveTheAgent() throws Exception {
        ToMaster.OperationUpdate told;
        AgentRig first = AgentRig.start(work);
        apply(first, RESERVE);
        apply(first, CREATE);
        told = first.master.await(ToMaster.OperationUpdate.class);
        assertThat(told.status().getState()).isEqualTo(OperationState.OPERATION_FINISHED);
        first.agent.close();

        AgentRig second = AgentRig.start(work);
        assertThat(second.master.await(ToMaster.Register.class).agent().getResourcesList())
                .contains(VOLUME);
        assertThat(second.master.await(ToMaster.OperationUpdate.class)).isEqualTo(told);
        ByteString uuid = told.status().getUuid().getValue();
        second.master.say(new ToAgent.OperationAcknowledged(Tasks.FRAMEWORK, uuid));
        apply(second, DESTROY);
        Awaitility.await().until(() -> !Files.exists(volume()));
        second.agent.close();

        try (AgentRig third = AgentRig.start(work)) {
            assertThat(third.master.await(ToMaster.Register.class).agent().getResourcesList())
                    .contains(RESERVED)
                    .doesNotContain(VOLUME);
            assertThat(third.master.heard(ToMaster.OperationUpdate.class)).isEmpty();
        }
    }

    @Test
    void anAgentThatHasLessThanIsReservedOnItDoesNotStart() throws Exception {
        try (AgentRig rig = AgentRig.start(work)) {
            apply(rig, RESERVE);
            Awaitility.await()
                    .until(() -> Files.size(work.resolve("meta/resources/resources_and_operations.state")) > 0);
        }
        assertThatThrownBy(() -> AgentRig.start(work, options -> options.resources("cpus:1;mem:64;disk:100")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("give it at least as much as before");
    }

    @Test
    void aContainerPathOutsideOfTheSandboxIsRefused() {
        Volumes volumes = new Volumes(work);
        Resource outside = VOLUME.toBuilder()
                .setDisk(VOLUME.getDisk().toBuilder()
                        .setVolume(Volume.newBuilder().setContainerPath("../x").setMode(Volume.Mode.RW)))
                .build();
        assertThatThrownBy(() -> volumes.link(List.of(outside), work.resolve("sandbox"), Optional.empty()))
                .hasMessageContaining("not below the sandbox");
    }
}

package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.mesos.Parts.disk;
import static org.mesoselk.scheduler.mesos.Parts.forRole;
import static org.mesoselk.scheduler.mesos.Parts.neighbours;
import static org.mesoselk.scheduler.mesos.Parts.offer;
import static org.mesoselk.scheduler.mesos.Parts.ours;
import static org.mesoselk.scheduler.mesos.Parts.scalar;
import static org.mesoselk.scheduler.mesos.Parts.volume;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo.Source;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call.CreateVolume;
import org.mesoselk.scheduler.core.model.Call.DestroyVolume;
import org.mesoselk.scheduler.core.model.Call.OnOffer;
import org.mesoselk.scheduler.core.model.Call.Reserve;
import org.mesoselk.scheduler.core.model.Call.Unreserve;
import org.mesoselk.scheduler.core.model.Call.Volume;
import org.mesoselk.scheduler.core.model.DiskSource;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Resources;

/** Beside the recording 02-reserve-volume, whose calls a real Mesos has taken. */
class OperationTranslationTest {
    private final Protos.Offer mixed = offer(
            scalar("cpus", 1, forRole("eng/search")),
            scalar("cpus", 0.5, forRole("eng")),
            scalar("cpus", 4),
            scalar("mem", 1000),
            scalar("disk", 500),
            disk(3000, Source.Type.MOUNT),
            scalar("cpus", 2, ours("a")),
            scalar("mem", 64, ours("a")),
            scalar("disk", 300, ours("a")),
            volume("v1", 128, ours("a")),
            volume("v2", 128, neighbours("a")),
            volume("v3", 128, forRole("eng/search")));
    private final Offer seen = OfferTranslation.offer(mixed, Parts.CLAIM);

    private Optional<Operation> operation(OnOffer call) {
        return OperationTranslation.accept(call, mixed, Parts.CLAIM).map(made -> {
            assertThat(made.getType()).isEqualTo(Call.Type.ACCEPT);
            assertThat(made.getAccept().getOfferIdsList()).containsExactly(mixed.getId());
            Operation only = made.getAccept().getOperations(0);
            assertThat(made.getAccept().getOperationsCount()).isEqualTo(1);
            assertThat(only.getId().getValue()).isEqualTo(call.operationId());
            return only;
        });
    }

    private Reserve reserve(double cpus, int memoryMb, int diskMb, DiskSource disk) {
        return new Reserve(seen, "b.1", "b", new Resources(cpus, memoryMb, diskMb), disk);
    }

    @Test
    void reservePutsOurReservationOnTopOfWhatIsNotYetOurs() {
        Operation made = operation(reserve(1.5, 512, 100, DiskSource.ROOT)).orElseThrow();
        assertThat(made.getType()).isEqualTo(Operation.Type.RESERVE);
        List<Resource> reserved = made.getReserve().getResourcesList();
        assertThat(reserved)
                .containsExactlyInAnyOrder(
                        scalar("cpus", 0.5, forRole("eng"), ours("b")),
                        scalar("cpus", 1, ours("b")),
                        scalar("mem", 512, ours("b")),
                        scalar("disk", 100, ours("b")));
        assertThat(ours("b").getPrincipal()).isEqualTo("p1");
        assertThat(ours("b").getLabels().getLabelsList())
                .extracting(label -> label.getKey() + "=" + label.getValue())
                .containsExactly("mesos-elk.framework=fw", "mesos-elk.reservation=b");
    }

    @Test
    void reserveTakesAMountDiskWhole() {
        Operation made = operation(reserve(0.1, 32, 1, DiskSource.MOUNT)).orElseThrow();
        assertThat(made.getReserve().getResourcesList())
                .filteredOn(resource -> resource.getName().equals("disk"))
                .singleElement()
                .satisfies(disk -> assertThat(disk.getScalar().getValue()).isEqualTo(3000));
    }

    @Test
    void whatIsReservedAlreadyCannotBeReservedAgain() {
        assertThat(operation(reserve(4.6, 1, 0, DiskSource.ROOT))).isEmpty();
        assertThat(operation(reserve(1, 1001, 0, DiskSource.ROOT))).isEmpty();
        assertThat(operation(reserve(1, 1, 501, DiskSource.ROOT))).isEmpty();
        assertThat(operation(reserve(1, 1, 1, DiskSource.PATH))).isEmpty();
    }

    @Test
    @SuppressWarnings("deprecation")
    void inTheOldFormTheReservationIsWrittenInTheOldForm() {
        Resource free = scalar("cpus", 2).toBuilder().setRole("*").build();
        Protos.Offer old = offer(free);
        Operation made = OperationTranslation.accept(
                        new Reserve(seen, "b.1", "b", new Resources(1, 0, 0), DiskSource.ROOT), old, Parts.CLAIM)
                .orElseThrow()
                .getAccept()
                .getOperations(0);
        Resource reserved = made.getReserve().getResources(0);
        assertThat(reserved.getRole()).isEqualTo("eng/search");
        assertThat(reserved.getReservation().getPrincipal()).isEqualTo("p1");
        assertThat(reserved.getReservation().hasRole()).isFalse();
        assertThat(reserved.getReservationsList()).isEmpty();
    }

    @Test
    void unreserveNamesAllThatTheReservationHoldsButItsVolumesAndNothingElse() {
        Operation made = operation(new Unreserve(seen, "a.2", "a")).orElseThrow();
        assertThat(made.getType()).isEqualTo(Operation.Type.UNRESERVE);
        assertThat(made.getUnreserve().getResourcesList())
                .containsExactlyInAnyOrder(
                        scalar("cpus", 2, ours("a")), scalar("mem", 64, ours("a")), scalar("disk", 300, ours("a")));
        assertThat(operation(new Unreserve(seen, "c.1", "c"))).isEmpty();
    }

    @Test
    void aVolumeIsMadeInTheDiskOfItsReservationForOurPrincipal() {
        Volume wanted = new Volume("v9", "data", 200, DiskSource.ROOT);
        Operation made = operation(new CreateVolume(seen, "a.3", "a", wanted)).orElseThrow();
        assertThat(made.getType()).isEqualTo(Operation.Type.CREATE);
        Resource volume = made.getCreate().getVolumes(0);
        assertThat(volume.getScalar().getValue()).isEqualTo(200);
        assertThat(volume.getReservationsList()).containsExactly(ours("a"));
        assertThat(volume.getDisk().getPersistence().getId()).isEqualTo("v9");
        assertThat(volume.getDisk().getPersistence().getPrincipal()).isEqualTo("p1");
        assertThat(volume.getDisk().getVolume().getContainerPath()).isEqualTo("data");
        assertThat(volume.getDisk().getVolume().getMode()).isEqualTo(Protos.Volume.Mode.RW);
        assertThat(operation(new CreateVolume(seen, "a.3", "a", new Volume("v9", "data", 301, DiskSource.ROOT))))
                .isEmpty();
        assertThat(operation(new CreateVolume(seen, "a.3", "b", wanted))).isEmpty();
    }

    @Test
    void onlyAVolumeOfThatReservationIsDestroyed() {
        Operation made = operation(new DestroyVolume(seen, "a.4", "a", "v1")).orElseThrow();
        assertThat(made.getType()).isEqualTo(Operation.Type.DESTROY);
        assertThat(made.getDestroy().getVolumesList()).containsExactly(volume("v1", 128, ours("a")));
        assertThat(operation(new DestroyVolume(seen, "a.4", "a", "v2"))).isEmpty();
        assertThat(operation(new DestroyVolume(seen, "a.4", "a", "v3"))).isEmpty();
    }

    @Test
    void operationsAreAskedForWithTheirAgents() {
        AgentRef agent = new AgentRef("S1", "host1", "10.0.0.1");
        Call call = OperationTranslation.reconcile(
                List.of(new PendingOperation("a.1", PendingOperation.Kind.RESERVE, agent, Instant.EPOCH)));
        assertThat(call.getType()).isEqualTo(Call.Type.RECONCILE_OPERATIONS);
        assertThat(call.getReconcileOperations()
                        .getOperations(0)
                        .getOperationId()
                        .getValue())
                .isEqualTo("a.1");
        assertThat(call.getReconcileOperations().getOperations(0).getAgentId().getValue())
                .isEqualTo("S1");
    }
}

package org.mesoselk.scheduler.mesos;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.scheduler.core.model.Call.CreateVolume;
import org.mesoselk.scheduler.core.model.Call.DestroyVolume;
import org.mesoselk.scheduler.core.model.Call.OnOffer;
import org.mesoselk.scheduler.core.model.Call.Reserve;
import org.mesoselk.scheduler.core.model.Call.Unreserve;
import org.mesoselk.scheduler.core.model.PendingOperation;

/** RESERVE, UNRESERVE, CREATE and DESTROY, cut out of the offer. */
final class OperationTranslation {

    private OperationTranslation() {}

    /** Empty when the offer does not hold what the operation is about. The rest of the offer comes again at once. */
    static Optional<Call> accept(OnOffer call, Offer offer, Claim claim) {
        return operation(call, OfferedResources.of(offer, claim), claim)
                .map(operation -> Call.newBuilder()
                        .setType(Call.Type.ACCEPT)
                        .setAccept(Call.Accept.newBuilder()
                                .addOfferIds(offer.getId())
                                .addOperations(
                                        operation.setId(OperationID.newBuilder().setValue(call.operationId())))
                                .setFilters(Filters.newBuilder().setRefuseSeconds(0)))
                        .build());
    }

    static Call reconcile(List<PendingOperation> operations) {
        Call.ReconcileOperations.Builder reconcile = Call.ReconcileOperations.newBuilder();
        operations.forEach(operation -> reconcile.addOperations(Call.ReconcileOperations.Operation.newBuilder()
                .setOperationId(OperationID.newBuilder().setValue(operation.id()))
                .setAgentId(AgentID.newBuilder().setValue(operation.agent().id()))));
        return Call.newBuilder()
                .setType(Call.Type.RECONCILE_OPERATIONS)
                .setReconcileOperations(reconcile)
                .build();
    }

    private static Optional<Operation.Builder> operation(OnOffer call, OfferedResources offered, Claim claim) {
        if (call instanceof Reserve reserve) {
            return reserve(reserve, offered, claim);
        } else if (call instanceof Unreserve unreserve) {
            return unreserve(unreserve, offered, claim);
        } else if (call instanceof CreateVolume create) {
            return create(create, offered, claim);
        }
        return destroy((DestroyVolume) call, offered, claim);
    }

    private static Optional<Operation.Builder> reserve(Reserve call, OfferedResources offered, Claim claim) {
        Optional<List<Resource>> cpus = offered.takeScalar("cpus", call.share().cpus(), OfferedPart::isFree);
        Optional<List<Resource>> memory = offered.takeScalar("mem", call.share().memoryMb(), OfferedPart::isFree);
        Optional<List<Resource>> disk =
                offered.takeDisk(call.disk(), call.share().diskMb(), OfferedPart::isFree);
        if (cpus.isEmpty() || memory.isEmpty() || disk.isEmpty()) {
            return Optional.empty();
        }
        Operation.Reserve.Builder reserve = Operation.Reserve.newBuilder();
        ReservationInfo reservation = claim.reservation(call.reservationId());
        for (List<Resource> taken : List.of(cpus.get(), memory.get(), disk.get())) {
            taken.forEach(resource -> reserve.addResources(reserved(resource, reservation)));
        }
        return Optional.of(
                Operation.newBuilder().setType(Operation.Type.RESERVE).setReserve(reserve));
    }

    /** A further reservation on top of those that are there; in the old form, which has room for one, that one. */
    @SuppressWarnings("deprecation")
    private static Resource reserved(Resource resource, ReservationInfo reservation) {
        return resource.hasRole()
                ? resource.toBuilder()
                        .setRole(reservation.getRole())
                        .setReservation(reservation.toBuilder().clearRole().clearType())
                        .build()
                : resource.toBuilder().addReservations(reservation).build();
    }

    private static Optional<Operation.Builder> unreserve(Unreserve call, OfferedResources offered, Claim claim) {
        List<Resource> held = offered.parts().stream()
                .filter(part -> part.isReservedAs(call.reservationId(), claim) && !part.isVolume())
                .map(OfferedPart::resource)
                .toList();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(Operation.newBuilder()
                        .setType(Operation.Type.UNRESERVE)
                        .setUnreserve(Operation.Unreserve.newBuilder().addAllResources(held)));
    }

    private static Optional<Operation.Builder> create(CreateVolume call, OfferedResources offered, Claim claim) {
        return offered.takeOneDisk(
                        call.volume().disk(),
                        call.volume().sizeMb(),
                        part -> part.isReservedAs(call.reservationId(), claim))
                .map(disk -> Operation.newBuilder()
                        .setType(Operation.Type.CREATE)
                        .setCreate(Operation.Create.newBuilder().addVolumes(volume(disk, call, claim))));
    }

    /** The principal must be the one that the framework authenticates as, or Mesos refuses it. */
    private static Resource volume(Resource disk, CreateVolume call, Claim claim) {
        DiskInfo.Persistence.Builder persistence =
                DiskInfo.Persistence.newBuilder().setId(call.volume().id());
        claim.principal().ifPresent(persistence::setPrincipal);
        return disk.toBuilder()
                .setDisk(disk.getDisk().toBuilder()
                        .setPersistence(persistence)
                        .setVolume(Volume.newBuilder()
                                .setContainerPath(call.volume().containerPath())
                                .setMode(Volume.Mode.RW)))
                .build();
    }

    private static Optional<Operation.Builder> destroy(DestroyVolume call, OfferedResources offered, Claim claim) {
        return offered.volume(call.volumeId(), part -> part.isReservedAs(call.reservationId(), claim))
                .map(volume -> Operation.newBuilder()
                        .setType(Operation.Type.DESTROY)
                        .setDestroy(Operation.Destroy.newBuilder().addVolumes(volume)));
    }
}

package org.mesoselk.localmesos.master.resources;

import java.util.List;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;

/** What an operation takes from an agent's resources, and what it makes of that. */
public record Conversion(Resources consumed, Resources converted) {

    /**
     * Of RESERVE, UNRESERVE, CREATE or DESTROY.
     *
     * @throws IllegalArgumentException for any other operation, or when it unreserves what is not reserved
     */
    public static Conversion of(Operation operation) {
        return switch (operation.getType()) {
            case RESERVE -> reserve(operation.getReserve().getResourcesList());
            case UNRESERVE ->
                reserve(operation.getUnreserve().getResourcesList()).reversed();
            case CREATE -> create(operation.getCreate().getVolumesList());
            case DESTROY -> create(operation.getDestroy().getVolumesList()).reversed();
            default -> throw new IllegalArgumentException(operation.getType() + " converts no resources");
        };
    }

    private static Conversion reserve(List<Resource> resources) {
        Resources reserved = Resources.of(resources);
        return new Conversion(
                Resources.of(reserved.refined("").stream()
                        .map(Conversion::withoutLastReservation)
                        .toList()),
                reserved);
    }

    private static Resource withoutLastReservation(Resource resource) {
        int count = resource.getReservationsCount();
        if (count == 0) {
            throw new IllegalArgumentException("Resource '" + resource.getName() + "' is not reserved");
        }
        return resource.toBuilder().removeReservations(count - 1).build();
    }

    private static Conversion create(List<Resource> volumes) {
        Resources created = Resources.of(volumes);
        return new Conversion(
                Resources.of(
                        created.refined("").stream().map(Conversion::plainDisk).toList()),
                created);
    }

    private static Resource plainDisk(Resource volume) {
        return volume.getDisk().hasSource()
                ? volume.toBuilder()
                        .setDisk(
                                DiskInfo.newBuilder().setSource(volume.getDisk().getSource()))
                        .build()
                : volume.toBuilder().clearDisk().build();
    }

    private Conversion reversed() {
        return new Conversion(converted, consumed);
    }
}

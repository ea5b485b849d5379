package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.master.resources.Conversion;
import org.mesoselk.localmesos.master.resources.Resources;

/** Whether an operation can be carried out with what was offered. */
final class OperationValidation {

    private OperationValidation() {}

    /**
     * The sentence that says what is wrong; empty when nothing is.
     *
     * @param role that the offer was made for
     */
    static Optional<String> fault(Operation operation, RegisteredAgent agent, Resources available, String role) {
        Conversion conversion;
        try {
            conversion = Conversion.of(operation);
        } catch (IllegalArgumentException e) {
            return Optional.of("Invalid " + operation.getType() + " operation: " + e.getMessage());
        }
        if (conversion.converted().isEmpty()) {
            return Optional.of("Invalid " + operation.getType() + " operation: it names no resources");
        }
        List<Resource> made = new ArrayList<>(conversion.converted().refined(""));
        made.addAll(conversion.consumed().refined(""));
        for (Resource resource : made) {
            int count = resource.getReservationsCount();
            if (count > 0 && !resource.getReservations(count - 1).getRole().equals(role)) {
                return Optional.of("Invalid " + operation.getType() + " operation: '" + resource.getName()
                        + "' is reserved for role '"
                        + resource.getReservations(count - 1).getRole() + "', but was offered to role '" + role + "'");
            }
        }
        Optional<String> volumeFault = switch (operation.getType()) {
            case CREATE -> volumeFault(operation.getCreate().getVolumesList(), agent);
            case DESTROY ->
                operation.getDestroy().getVolumesList().stream()
                        .filter(volume -> !volume.getDisk().hasPersistence())
                        .findFirst()
                        .map(volume -> "Invalid DESTROY operation: '" + volume.getName() + "' is no persistent volume");
            default -> Optional.empty();
        };
        if (volumeFault.isPresent()) {
            return volumeFault;
        }
        return available.contains(conversion.consumed())
                ? Optional.empty()
                : Optional.of("Invalid " + operation.getType() + " operation: " + available.describe(role)
                        + " does not contain " + conversion.consumed().describe(role));
    }

    private static Optional<String> volumeFault(List<Resource> volumes, RegisteredAgent agent) {
        for (Resource volume : volumes) {
            String id = volume.getDisk().getPersistence().getId();
            if (!volume.getDisk().hasPersistence()
                    || id.isEmpty()
                    || id.equals(".")
                    || id.equals("..")
                    || id.indexOf('/') >= 0) {
                return Optional.of("Invalid CREATE operation: '" + id + "' cannot be the id of a persistent volume");
            }
            if (!volume.getDisk().hasVolume()) {
                return Optional.of("Invalid CREATE operation: volume '" + id + "' says no container path");
            }
            boolean reserved = Resources.of(List.of(volume)).unreserved().isEmpty();
            if (!reserved) {
                return Optional.of(
                        "Invalid CREATE operation: volume '" + id + "' cannot be created from unreserved resources");
            }
            if (idsOf(agent.total).contains(roleOf(volume) + "/" + id)) {
                return Optional.of("Persistence ID '" + id + "' is not unique");
            }
        }
        return Optional.empty();
    }

    private static List<String> idsOf(Resources total) {
        return total.volumes().refined("").stream()
                .map(volume ->
                        roleOf(volume) + "/" + volume.getDisk().getPersistence().getId())
                .toList();
    }

    private static String roleOf(Resource volume) {
        Resource refined = Resources.of(List.of(volume)).refined("").get(0);
        return refined.getReservations(refined.getReservationsCount() - 1).getRole();
    }
}

package org.mesoselk.scheduler.mesos;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/** Whom a resource is for, in the order in which this framework uses them. */
enum Owner {
    /** Reserved for our role, and not by another framework that has put its name to it. */
    US,
    /** Reserved for a role above ours. */
    ROLE_ABOVE,
    NOBODY,
    /** Never touched. */
    OTHERS;

    static Owner of(Resource resource, Claim claim) {
        Optional<ReservationInfo> last = last(resource);
        if (last.isEmpty()) {
            return NOBODY;
        } else if (claim.isAnothers(last.get())) {
            return OTHERS;
        } else if (last.get().getRole().equals(claim.role())) {
            return US;
        }
        return claim.isBelow(last.get().getRole()) ? ROLE_ABOVE : OTHERS;
    }

    /** The reservation that rules: each one refines those before it. Empty when there is none. */
    static Optional<ReservationInfo> last(Resource resource) {
        List<ReservationInfo> stack = resource.getReservationsList();
        return stack.isEmpty() ? oldForm(resource) : Optional.of(stack.get(stack.size() - 1));
    }

    /** As agents and frameworks without RESERVATION_REFINEMENT say it: the role apart, with the rest for a dynamic one. */
    @SuppressWarnings("deprecation")
    private static Optional<ReservationInfo> oldForm(Resource resource) {
        if (!resource.hasRole() || resource.getRole().equals("*")) {
            return Optional.empty();
        }
        ReservationInfo.Type type =
                resource.hasReservation() ? ReservationInfo.Type.DYNAMIC : ReservationInfo.Type.STATIC;
        return Optional.of(resource.getReservation().toBuilder()
                .setType(type)
                .setRole(resource.getRole())
                .build());
    }
}

package org.mesoselk.scheduler.mesos;

import java.util.Optional;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/**
 * In whose name resources are reserved. Frameworks may share a role: the labels say which of them a reservation is for,
 * also to one that has lost its records.
 *
 * @param role the framework's one role; {@code *} can reserve nothing
 * @param principal that reserves; empty where nobody asks who one is
 */
public record Claim(String frameworkName, String role, Optional<String> principal) {
    private static final String FRAMEWORK = "mesos-elk.framework";
    private static final String RESERVATION = "mesos-elk.reservation";

    /** What a reservation of ours says of itself. */
    ReservationInfo reservation(String id) {
        ReservationInfo.Builder reservation = ReservationInfo.newBuilder()
                .setType(ReservationInfo.Type.DYNAMIC)
                .setRole(role)
                .setLabels(Labels.newBuilder()
                        .addLabels(label(FRAMEWORK, frameworkName))
                        .addLabels(label(RESERVATION, id)));
        principal.ifPresent(reservation::setPrincipal);
        return reservation.build();
    }

    /** The id of a reservation that this framework has made; empty of any other. */
    Optional<String> idOf(ReservationInfo reservation) {
        return reservation.getRole().equals(role)
                        && value(reservation, FRAMEWORK).equals(Optional.of(frameworkName))
                ? value(reservation, RESERVATION)
                : Optional.empty();
    }

    /** It is labelled as made by another framework, even if for the same role. */
    boolean isAnothers(ReservationInfo reservation) {
        return value(reservation, FRAMEWORK)
                .filter(name -> !name.equals(frameworkName))
                .isPresent();
    }

    /** What is reserved for {@code eng} may be used by all of {@code eng/...}; Mesos offers it to them. */
    boolean isBelow(String otherRole) {
        return role.startsWith(otherRole + "/");
    }

    private static Optional<String> value(ReservationInfo reservation, String key) {
        return reservation.getLabels().getLabelsList().stream()
                .filter(label -> label.getKey().equals(key))
                .map(Label::getValue)
                .findFirst();
    }

    private static Label label(String key, String value) {
        return Label.newBuilder().setKey(key).setValue(value).build();
    }
}

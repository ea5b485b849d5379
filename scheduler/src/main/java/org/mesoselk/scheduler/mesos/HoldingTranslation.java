package org.mesoselk.scheduler.mesos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Resources;

/** What of an offer is reserved for our role, reservation by reservation. */
final class HoldingTranslation {

    private HoldingTranslation() {}

    static List<Holding> holdings(OfferedResources resources, Claim claim) {
        Map<ReservationInfo, List<OfferedPart>> byReservation = new LinkedHashMap<>();
        for (OfferedPart part : resources.parts()) {
            if (part.owner() == Owner.US) {
                byReservation
                        .computeIfAbsent(Owner.last(part.resource()).orElseThrow(), any -> new ArrayList<>())
                        .add(part);
            }
        }
        return byReservation.entrySet().stream()
                .map(entry -> holding(entry.getKey(), entry.getValue(), claim))
                .toList();
    }

    private static Holding holding(ReservationInfo reservation, List<OfferedPart> parts, Claim claim) {
        Map<String, String> labels = new TreeMap<>();
        reservation.getLabels().getLabelsList().forEach(label -> labels.put(label.getKey(), label.getValue()));
        return new Holding(
                claim.idOf(reservation),
                reservation.getRole(),
                reservation.getType() == ReservationInfo.Type.DYNAMIC,
                reservation.hasPrincipal() ? Optional.of(reservation.getPrincipal()) : Optional.empty(),
                labels,
                new Resources(sum(parts, "cpus"), (int) sum(parts, "mem"), (int) sum(parts, "disk")),
                parts.stream()
                        .filter(OfferedPart::isVolume)
                        .map(part -> part.resource().getDisk().getPersistence().getId())
                        .toList());
    }

    private static double sum(List<OfferedPart> parts, String name) {
        return Thousandths.amount(parts.stream()
                .filter(part -> part.isPlain(name))
                .mapToLong(OfferedPart::thousandths)
                .sum());
    }
}

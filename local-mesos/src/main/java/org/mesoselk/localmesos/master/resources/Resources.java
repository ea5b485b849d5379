package org.mesoselk.localmesos.master.resources;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/**
 * A bag of resources that can be added, subtracted and compared. Whom they are allocated to is not part of it;
 * reservations are, in the refined form whichever form they came in.
 */
public final class Resources {

    public static final Resources NONE = new Resources(Map.of());

    /** By the resource without its value and allocation. */
    private final Map<Resource, Quantity> quantities;

    private Resources(Map<Resource, Quantity> quantities) {
        this.quantities = quantities;
    }

    /**
     * Adds up what may be in several parts.
     *
     * @throws IllegalArgumentException when one of them is of a type that no resource has
     */
    public static Resources of(Collection<Resource> resources) {
        Map<Resource, Quantity> quantities = new LinkedHashMap<>();
        for (Resource resource : resources) {
            quantities.merge(key(resource), Quantity.of(resource), Quantity::plus);
        }
        return clean(quantities);
    }

    @SuppressWarnings("deprecation") // frameworks without RESERVATION_REFINEMENT say it by role
    private static Resource key(Resource resource) {
        Resource.Builder key =
                resource.toBuilder().clearScalar().clearRanges().clearSet().clearAllocationInfo();
        String role = resource.getRole();
        if (resource.getReservationsCount() == 0 && !role.equals("*")) {
            ReservationInfo reservation = resource.hasReservation()
                    ? resource.getReservation().toBuilder()
                            .setType(ReservationInfo.Type.DYNAMIC)
                            .setRole(role)
                            .build()
                    : ReservationInfo.newBuilder()
                            .setType(ReservationInfo.Type.STATIC)
                            .setRole(role)
                            .build();
            key.addReservations(reservation);
        }
        return key.clearRole().clearReservation().build();
    }

    private static Resources clean(Map<Resource, Quantity> quantities) {
        quantities.values().removeIf(Quantity::isEmpty);
        return quantities.isEmpty() ? NONE : new Resources(quantities);
    }

    public Resources plus(Resources other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Map<Resource, Quantity> sum = new LinkedHashMap<>(quantities);
        other.quantities.forEach((key, quantity) -> sum.merge(key, quantity, Quantity::plus));
        return clean(sum);
    }

    /** What is left; of nothing less than nothing. */
    public Resources minus(Resources other) {
        if (other.isEmpty() || other.equals(this)) {
            return other.isEmpty() ? this : NONE;
        }
        Map<Resource, Quantity> left = new LinkedHashMap<>(quantities);
        other.quantities.forEach((key, quantity) -> left.computeIfPresent(key, (k, mine) -> mine.minus(quantity)));
        return clean(left);
    }

    public boolean contains(Resources other) {
        return other.quantities.entrySet().stream().allMatch(entry -> {
            Quantity mine = quantities.get(entry.getKey());
            return mine != null && mine.contains(entry.getValue());
        });
    }

    /** After an operation: what it consumed is what it converted it to. */
    public Resources apply(Conversion conversion) {
        return minus(conversion.consumed()).plus(conversion.converted());
    }

    public boolean isEmpty() {
        return quantities.isEmpty();
    }

    /** Those that an agent must remember: dynamic reservations, and what lies in them. */
    public Resources checkpointed() {
        return only(key -> key.getReservationsList().stream()
                        .anyMatch(reservation -> reservation.getType() == ReservationInfo.Type.DYNAMIC)
                || key.getDisk().hasPersistence());
    }

    public Resources volumes() {
        return only(key -> key.getDisk().hasPersistence());
    }

    /** The unreserved ones, and those reserved for {@code role} or for a role above it ({@code a} for {@code a/b}). */
    public Resources allocatableTo(String role) {
        return only(key -> key.getReservationsCount() == 0
                || reservedRole(key).equals(role)
                || role.startsWith(reservedRole(key) + "/"));
    }

    public Resources unreserved() {
        return only(key -> key.getReservationsCount() == 0);
    }

    /** Those reserved, by role. */
    public Map<String, Resources> reserved() {
        return quantities.keySet().stream()
                .filter(key -> key.getReservationsCount() > 0)
                .map(Resources::reservedRole)
                .distinct()
                .collect(Collectors.toMap(
                        role -> role,
                        role -> only(key -> key.getReservationsCount() > 0
                                && reservedRole(key).equals(role))));
    }

    private Resources only(Predicate<Resource> which) {
        if (quantities.keySet().stream().allMatch(which)) {
            return this;
        }
        Map<Resource, Quantity> some = new LinkedHashMap<>(quantities);
        some.keySet().removeIf(which.negate());
        return clean(some);
    }

    private static String reservedRole(Resource key) {
        return key.getReservations(key.getReservationsCount() - 1).getRole();
    }

    /** The sum of a scalar resource, such as cpus; 0 without it. */
    public double scalar(String name) {
        return quantities.entrySet().stream()
                        .filter(entry -> entry.getKey().getName().equals(name))
                        .mapToLong(
                                entry -> entry.getValue() instanceof Quantity.Amount amount ? amount.thousandths() : 0)
                        .sum()
                / 1000.0;
    }

    /** Ranges of that name as Mesos writes them, {@code [31000-31999]}; empty without any. */
    public String ranges(String name) {
        return quantities.entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals(name) && entry.getValue() instanceof Quantity.Spans)
                .map(Map.Entry::getValue)
                .reduce(Quantity::plus)
                .map(Quantity::text)
                .orElse("");
    }

    /** As they go to an agent or a framework with RESERVATION_REFINEMENT; {@code allocation} is empty for none. */
    public List<Resource> refined(String allocation) {
        return quantities.entrySet().stream()
                .map(entry -> resource(entry, allocation).build())
                .toList();
    }

    /** The old form: role, and reservation where there is one. */
    @SuppressWarnings("deprecation") // frameworks without RESERVATION_REFINEMENT know no other
    public List<Resource> unrefined(String allocation) {
        return quantities.entrySet().stream()
                .map(entry -> {
                    Resource.Builder resource = resource(entry, allocation).setRole("*");
                    int reservations = resource.getReservationsCount();
                    if (reservations > 0) {
                        ReservationInfo last = resource.getReservations(reservations - 1);
                        resource.setRole(last.getRole());
                        if (last.getType() == ReservationInfo.Type.DYNAMIC) {
                            resource.setReservation(last.toBuilder().clearRole().clearType());
                        }
                    }
                    return resource.clearReservations().build();
                })
                .toList();
    }

    private static Resource.Builder resource(Map.Entry<Resource, Quantity> entry, String allocation) {
        Resource.Builder resource = entry.getKey().toBuilder();
        entry.getValue().writeTo(resource);
        if (!allocation.isEmpty()) {
            resource.setAllocationInfo(AllocationInfo.newBuilder().setRole(allocation));
        }
        return resource;
    }

    /** As Mesos writes them in its sentences: {@code cpus(allocated: *):0.5; mem(allocated: *):64}. */
    public String describe(String allocation) {
        return quantities.entrySet().stream()
                .map(entry -> entry.getKey().getName() + "(allocated: " + allocation + ")"
                        + (entry.getKey().getReservationsCount() > 0
                                ? "(reservations: [(" + reservedRole(entry.getKey()) + ")])"
                                : "")
                        + ":" + entry.getValue().text())
                .collect(Collectors.joining("; "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Resources resources && quantities.equals(resources.quantities);
    }

    @Override
    public int hashCode() {
        return quantities.hashCode();
    }

    @Override
    public String toString() {
        return describe("*");
    }
}

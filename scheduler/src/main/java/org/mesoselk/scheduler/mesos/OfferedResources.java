package org.mesoselk.scheduler.mesos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/**
 * What is left of one offer while tasks are cut out of it. Reserved resources go first, so that what anybody could use
 * is left for others.
 */
final class OfferedResources {
    /** Mesos compares scalars with three decimals. */
    private static final double LEAST = 0.0005;

    private final List<Resource> left;

    private OfferedResources(List<Resource> left) {
        this.left = left;
    }

    static OfferedResources of(Offer offer, String role) {
        List<Resource> usable = new ArrayList<>();
        for (Resource resource : offer.getResourcesList()) {
            if (usable(resource, role)) {
                usable.add(resource);
            }
        }
        usable.sort(Comparator.comparing(OfferedResources::unreserved));
        return new OfferedResources(usable);
    }

    double scalar(String name) {
        return left.stream()
                .filter(resource -> resource.getName().equals(name) && resource.hasScalar())
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    List<Value.Range> ports() {
        return left.stream()
                .filter(resource -> resource.getName().equals("ports") && resource.hasRanges())
                .flatMap(resource -> resource.getRanges().getRangeList().stream())
                .sorted(Comparator.comparingLong(Value.Range::getBegin))
                .toList();
    }

    /** Cuts {@code amount} out; empty when there is not so much. */
    Optional<List<Resource>> takeScalar(String name, double amount) {
        if (scalar(name) + LEAST < amount) {
            return Optional.empty();
        }
        List<Resource> taken = new ArrayList<>();
        double wanted = amount;
        for (int i = 0; i < left.size() && wanted > LEAST; i++) {
            Resource resource = left.get(i);
            if (resource.getName().equals(name) && resource.hasScalar()) {
                double has = resource.getScalar().getValue();
                double part = Math.min(has, wanted);
                if (part > LEAST) {
                    taken.add(withScalar(resource, part));
                    left.set(i, withScalar(resource, has - part));
                    wanted -= part;
                }
            }
        }
        return Optional.of(taken);
    }

    /** Cuts one port out of the range that holds it; empty when none does. */
    Optional<Resource> takePort(int port) {
        for (int i = 0; i < left.size(); i++) {
            Resource resource = left.get(i);
            if (resource.getName().equals("ports") && resource.hasRanges()) {
                for (int j = 0; j < resource.getRanges().getRangeCount(); j++) {
                    Value.Range range = resource.getRanges().getRange(j);
                    if (range.getBegin() <= port && port <= range.getEnd()) {
                        left.set(i, without(resource, j, port));
                        return Optional.of(resource.toBuilder()
                                .setRanges(Value.Ranges.newBuilder().addRange(range(port, port)))
                                .build());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Resource without(Resource resource, int index, int port) {
        Value.Range range = resource.getRanges().getRange(index);
        Value.Ranges.Builder ranges = resource.getRanges().toBuilder().removeRange(index);
        if (range.getBegin() < port) {
            ranges.addRange(range(range.getBegin(), port - 1L));
        }
        if (port < range.getEnd()) {
            ranges.addRange(range(port + 1L, range.getEnd()));
        }
        return resource.toBuilder().setRanges(ranges).build();
    }

    private static Value.Range range(long begin, long end) {
        return Value.Range.newBuilder().setBegin(begin).setEnd(end).build();
    }

    private static Resource withScalar(Resource resource, double value) {
        return resource.toBuilder()
                .setScalar(Value.Scalar.newBuilder().setValue(Math.round(value * 1000) / 1000.0))
                .build();
    }

    /** Unreserved, or reserved for our role at the last refinement; no volumes, nothing that may be revoked or is shared. */
    private static boolean usable(Resource resource, String role) {
        if (resource.hasRevocable() || resource.hasShared() || resource.hasProviderId()) {
            return false;
        }
        if (resource.hasDisk()
                && (resource.getDisk().hasPersistence() || resource.getDisk().hasSource())) {
            return false;
        }
        int reservations = resource.getReservationsCount();
        return unreserved(resource)
                || reservations > 0
                        && resource.getReservations(reservations - 1).getRole().equals(role);
    }

    private static boolean unreserved(Resource resource) {
        return resource.getReservationsCount() == 0
                && (!resource.hasRole() || resource.getRole().equals("*"));
    }
}

package org.mesoselk.scheduler.mesos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.mesoselk.scheduler.core.model.DiskSource;

/**
 * What is left of one offer while tasks and reservations are cut out of it. What is reserved for us goes first, so that
 * what anybody could use is left for others; what is another's is not there at all. Volumes and disks other than the
 * root disk are taken only by name: a task's {@code disk} is root disk.
 */
final class OfferedResources {
    private final List<OfferedPart> left;

    private OfferedResources(List<OfferedPart> left) {
        this.left = left;
    }

    static OfferedResources of(Offer offer, Claim claim) {
        List<OfferedPart> parts = new ArrayList<>();
        for (Resource resource : offer.getResourcesList()) {
            OfferedPart.of(resource, claim).ifPresent(parts::add);
        }
        parts.sort(Comparator.comparing(OfferedPart::owner));
        return new OfferedResources(parts);
    }

    List<OfferedPart> parts() {
        return List.copyOf(left);
    }

    /** Of what a task may take. */
    double scalar(String name) {
        return scalar(name, part -> true);
    }

    double scalar(String name, Predicate<OfferedPart> which) {
        return Thousandths.amount(sum(plain(name, which)));
    }

    /** In ascending order. */
    List<Value.Range> ports() {
        return left.stream()
                .filter(OfferedPart::isPorts)
                .flatMap(part -> part.resource().getRanges().getRangeList().stream())
                .sorted(Comparator.comparingLong(Value.Range::getBegin))
                .toList();
    }

    /** Cuts {@code amount} out; empty when there is not so much. */
    Optional<List<Resource>> takeScalar(String name, double amount) {
        return takeScalar(name, amount, part -> true);
    }

    Optional<List<Resource>> takeScalar(String name, double amount, Predicate<OfferedPart> which) {
        return cut(plain(name, which), Thousandths.of(amount));
    }

    /** As {@link #takeOneDisk}, but of the root disk as it comes, also in several parts. */
    Optional<List<Resource>> takeDisk(DiskSource source, double amount, Predicate<OfferedPart> which) {
        return source == DiskSource.ROOT
                ? takeScalar("disk", amount, which)
                : takeOneDisk(source, amount, which).map(List::of);
    }

    /** Cuts a part out of one disk, the smallest that is large enough; a MOUNT disk goes whole. Empty when there is none. */
    Optional<Resource> takeOneDisk(DiskSource source, double amount, Predicate<OfferedPart> which) {
        long wanted = Thousandths.of(amount);
        Optional<OfferedPart> disk = left.stream()
                .filter(part -> part.isDisk() && part.place() == DiskPlace.of(source))
                .filter(which)
                .filter(part -> part.thousandths() >= wanted)
                .min(Comparator.comparingLong(OfferedPart::thousandths));
        return disk.flatMap(part -> cut(part::equals, source == DiskSource.MOUNT ? part.thousandths() : wanted))
                .flatMap(taken -> taken.stream().findFirst());
    }

    /** A persistent volume, whole. */
    Optional<Resource> volume(String id, Predicate<OfferedPart> which) {
        return left.stream()
                .filter(which.and(OfferedPart::isVolume))
                .map(OfferedPart::resource)
                .filter(volume -> volume.getDisk().getPersistence().getId().equals(id))
                .findFirst();
    }

    /** Cuts one port out of the range that holds it; empty when none does. */
    Optional<Resource> takePort(int port) {
        for (int i = 0; i < left.size(); i++) {
            OfferedPart part = left.get(i);
            Optional<Value.Ranges> without =
                    part.isPorts() ? without(part.resource().getRanges(), port) : Optional.empty();
            if (without.isPresent()) {
                left.set(i, part.with(with(part.resource(), without.get())));
                return Optional.of(with(
                        part.resource(),
                        Value.Ranges.newBuilder().addRange(range(port, port)).build()));
            }
        }
        return Optional.empty();
    }

    private static Predicate<OfferedPart> plain(String name, Predicate<OfferedPart> which) {
        return which.and(part -> part.isPlain(name));
    }

    private long sum(Predicate<OfferedPart> which) {
        return left.stream().filter(which).mapToLong(OfferedPart::thousandths).sum();
    }

    private Optional<List<Resource>> cut(Predicate<OfferedPart> which, long thousandths) {
        if (sum(which) < thousandths) {
            return Optional.empty();
        }
        List<Resource> taken = new ArrayList<>();
        long wanted = thousandths;
        for (int i = 0; i < left.size() && wanted > 0; i++) {
            OfferedPart part = left.get(i);
            long cut = which.test(part) ? Math.min(part.thousandths(), wanted) : 0;
            if (cut > 0) {
                taken.add(Thousandths.of(part.resource(), cut));
                left.set(i, part.with(Thousandths.of(part.resource(), part.thousandths() - cut)));
                wanted -= cut;
            }
        }
        return Optional.of(taken);
    }

    /** Empty when the port is not in them. */
    private static Optional<Value.Ranges> without(Value.Ranges ranges, int port) {
        for (int i = 0; i < ranges.getRangeCount(); i++) {
            Value.Range range = ranges.getRange(i);
            if (range.getBegin() <= port && port <= range.getEnd()) {
                Value.Ranges.Builder rest = ranges.toBuilder().removeRange(i);
                if (range.getBegin() < port) {
                    rest.addRange(range(range.getBegin(), port - 1L));
                }
                if (port < range.getEnd()) {
                    rest.addRange(range(port + 1L, range.getEnd()));
                }
                return Optional.of(rest.build());
            }
        }
        return Optional.empty();
    }

    private static Resource with(Resource resource, Value.Ranges ranges) {
        return resource.toBuilder().setRanges(ranges).build();
    }

    private static Value.Range range(long begin, long end) {
        return Value.Range.newBuilder().setBegin(begin).setEnd(end).build();
    }
}

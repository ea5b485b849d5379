package org.mesoselk.scheduler.mesos;

import java.util.Optional;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** One resource of an offer, or what is left of it. */
record OfferedPart(Resource resource, Owner owner) {

    /** Empty for what this framework never takes: others', revocable, shared, of a resource provider, of a strange type. */
    static Optional<OfferedPart> of(Resource resource, Claim claim) {
        boolean isStrange = resource.hasRevocable()
                || resource.hasShared()
                || resource.hasProviderId()
                || resource.getType() == Value.Type.SCALAR != resource.hasScalar()
                || resource.getType() == Value.Type.RANGES != resource.hasRanges();
        Owner owner = Owner.of(resource, claim);
        return isStrange || owner == Owner.OTHERS ? Optional.empty() : Optional.of(new OfferedPart(resource, owner));
    }

    OfferedPart with(Resource left) {
        return new OfferedPart(left, owner);
    }

    boolean isScalar(String name) {
        return resource.hasScalar() && resource.getName().equals(name);
    }

    /** What a task may count as cpus, mem or disk. */
    boolean isPlain(String name) {
        return isScalar(name) && (!isDisk() || place() == DiskPlace.ROOT);
    }

    boolean isPorts() {
        return resource.hasRanges() && resource.getName().equals("ports");
    }

    boolean isDisk() {
        return isScalar("disk");
    }

    DiskPlace place() {
        return DiskPlace.of(resource);
    }

    long thousandths() {
        return Thousandths.of(resource);
    }

    /** Reserved by this framework under that id; a volume in it too. */
    boolean isReservedAs(String id, Claim claim) {
        return Owner.last(resource).flatMap(claim::idOf).equals(Optional.of(id));
    }

    boolean isVolume() {
        return isDisk() && place() == DiskPlace.VOLUME;
    }

    boolean isFree() {
        return owner == Owner.NOBODY || owner == Owner.ROLE_ABOVE;
    }
}

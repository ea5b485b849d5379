package org.mesoselk.scheduler.mesos;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.DiskInfo.Source;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.Protos.Volume;

/** Resources as Mesos writes them, for tests. */
final class Parts {
    static final Claim CLAIM = new Claim("fw", "eng/search", Optional.of("p1"));

    private Parts() {}

    static Offer offer(Resource... resources) {
        return Offer.newBuilder()
                .setId(OfferID.newBuilder().setValue("O1"))
                .setFrameworkId(FrameworkID.newBuilder().setValue("F1"))
                .setAgentId(AgentID.newBuilder().setValue("S1"))
                .setHostname("host1")
                .addAllResources(List.of(resources))
                .build();
    }

    static Resource scalar(String name, double value, ReservationInfo... stack) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .addAllReservations(List.of(stack))
                .build();
    }

    static Resource ports(long begin, long end, ReservationInfo... stack) {
        return Resource.newBuilder()
                .setName("ports")
                .setType(Value.Type.RANGES)
                .setRanges(Value.Ranges.newBuilder()
                        .addRange(Value.Range.newBuilder().setBegin(begin).setEnd(end)))
                .addAllReservations(List.of(stack))
                .build();
    }

    static Resource disk(double value, Source.Type source, ReservationInfo... stack) {
        return scalar("disk", value, stack).toBuilder()
                .setDisk(DiskInfo.newBuilder().setSource(Source.newBuilder().setType(source)))
                .build();
    }

    static Resource volume(String id, double value, ReservationInfo... stack) {
        return scalar("disk", value, stack).toBuilder()
                .setDisk(DiskInfo.newBuilder()
                        .setPersistence(DiskInfo.Persistence.newBuilder().setId(id))
                        .setVolume(Volume.newBuilder().setContainerPath("data").setMode(Volume.Mode.RW)))
                .build();
    }

    static ReservationInfo forRole(String role) {
        return ReservationInfo.newBuilder()
                .setType(ReservationInfo.Type.STATIC)
                .setRole(role)
                .build();
    }

    static ReservationInfo ours(String id) {
        return CLAIM.reservation(id);
    }

    /** Of another framework that shares our role. */
    static ReservationInfo neighbours(String id) {
        return new Claim("other", CLAIM.role(), Optional.of("p2")).reservation(id);
    }
}

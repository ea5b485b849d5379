package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.mesos.Parts.disk;
import static org.mesoselk.scheduler.mesos.Parts.forRole;
import static org.mesoselk.scheduler.mesos.Parts.neighbours;
import static org.mesoselk.scheduler.mesos.Parts.offer;
import static org.mesoselk.scheduler.mesos.Parts.ours;
import static org.mesoselk.scheduler.mesos.Parts.ports;
import static org.mesoselk.scheduler.mesos.Parts.scalar;
import static org.mesoselk.scheduler.mesos.Parts.volume;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo.Source;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.DiskSource;

/** One offer with everything in it that Mesos can put there; our role is eng/search. */
class MixedOfferTest {

    private static OfferedResources of(Resource... resources) {
        return OfferedResources.of(offer(resources), Parts.CLAIM);
    }

    private static List<Double> amounts(List<Resource> taken) {
        return taken.stream().map(resource -> resource.getScalar().getValue()).toList();
    }

    @Test
    void oursGoesFirstThenThatOfARoleAboveThenWhatAnybodyCouldUse() {
        OfferedResources left = of(
                scalar("cpus", 1),
                scalar("cpus", 2, forRole("eng")),
                scalar("cpus", 4, forRole("eng/search")),
                scalar("cpus", 8, forRole("eng"), ours("a")));
        assertThat(left.scalar("cpus")).isEqualTo(15);
        assertThat(amounts(left.takeScalar("cpus", 14.5).orElseThrow())).containsExactly(4.0, 8.0, 2.0, 0.5);
    }

    @Test
    void whatIsReservedForAnotherRoleIsNotThere() {
        OfferedResources left = of(
                scalar("cpus", 1, forRole("ops")),
                scalar("cpus", 1, forRole("eng/search/logs")),
                scalar("cpus", 1, forRole("engine")),
                // Refined: it was of a role above ours, and is of a sister's now.
                scalar("cpus", 1, forRole("eng"), forRole("eng/ads")),
                ports(1, 9, forRole("ops")),
                scalar("mem", 100));
        assertThat(left.scalar("cpus")).isZero();
        assertThat(left.takeScalar("cpus", 0.1)).isEmpty();
        assertThat(left.ports()).isEmpty();
        assertThat(left.scalar("mem")).isEqualTo(100);
    }

    @Test
    void whatAnotherFrameworkOfOurRoleHasLabelledAsItsOwnIsNotThereEither() {
        assertThat(of(scalar("cpus", 1, neighbours("a"))).scalar("cpus")).isZero();
        assertThat(of(scalar("cpus", 1, ours("a"))).scalar("cpus")).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("deprecation")
    void theFormWithoutReservationRefinementIsReadTheSame() {
        Resource fixed = scalar("cpus", 1).toBuilder().setRole("eng/search").build();
        Resource dynamic = fixed.toBuilder()
                .setReservation(ours("a").toBuilder().clearRole().clearType())
                .build();
        Resource anybodys = scalar("cpus", 1).toBuilder().setRole("*").build();
        Resource others = scalar("cpus", 1).toBuilder().setRole("ops").build();
        assertThat(Owner.of(fixed, Parts.CLAIM)).isEqualTo(Owner.US);
        assertThat(Owner.of(dynamic, Parts.CLAIM)).isEqualTo(Owner.US);
        assertThat(Owner.of(anybodys, Parts.CLAIM)).isEqualTo(Owner.NOBODY);
        assertThat(Owner.of(others, Parts.CLAIM)).isEqualTo(Owner.OTHERS);
        assertThat(Owner.last(fixed).orElseThrow().getType()).isEqualTo(ReservationInfo.Type.STATIC);
        assertThat(Owner.last(dynamic)).contains(ours("a"));
    }

    @Test
    void aTasksDiskIsRootDiskOnly() {
        OfferedResources left = of(
                scalar("disk", 100),
                disk(1000, Source.Type.PATH),
                disk(2000, Source.Type.MOUNT),
                disk(4000, Source.Type.RAW),
                volume("v1", 8000, ours("a")));
        assertThat(left.scalar("disk")).isEqualTo(100);
        assertThat(left.takeScalar("disk", 101)).isEmpty();
    }

    @Test
    void aMountDiskIsHadWholeOrNotAtAllAndThatIsTheSmallestThatWillDo() {
        OfferedResources left = of(
                scalar("disk", 9000),
                disk(2000, Source.Type.MOUNT),
                disk(1000, Source.Type.MOUNT),
                disk(500, Source.Type.MOUNT));
        assertThat(amounts(left.takeDisk(DiskSource.MOUNT, 600, part -> true).orElseThrow()))
                .containsExactly(1000.0);
        assertThat(amounts(left.takeDisk(DiskSource.MOUNT, 600, part -> true).orElseThrow()))
                .containsExactly(2000.0);
        assertThat(left.takeDisk(DiskSource.MOUNT, 600, part -> true)).isEmpty();
    }

    @Test
    void aPathDiskMayBeDividedButTwoAreNotOne() {
        OfferedResources left = of(disk(1000, Source.Type.PATH), disk(800, Source.Type.PATH));
        assertThat(left.takeDisk(DiskSource.PATH, 1001, part -> true)).isEmpty();
        assertThat(amounts(left.takeDisk(DiskSource.PATH, 300, part -> true).orElseThrow()))
                .containsExactly(300.0);
        assertThat(amounts(left.takeDisk(DiskSource.PATH, 900, part -> true).orElseThrow()))
                .containsExactly(900.0);
        assertThat(amounts(left.takeDisk(DiskSource.PATH, 500, part -> true).orElseThrow()))
                .containsExactly(500.0);
    }

    @Test
    void portsComeFromSeveralRangesAndReservationsOursFirst() {
        OfferedResources left = of(
                ports(31000, 31004),
                ports(31010, 31010, forRole("eng/search")),
                ports(31020, 31021, ours("a")),
                ports(31030, 31031, forRole("ops")));
        assertThat(left.ports()).extracting(Value.Range::getBegin).containsExactly(31000L, 31010L, 31020L);
        assertThat(left.takePort(31021).orElseThrow().getReservationsList()).containsExactly(ours("a"));
        assertThat(left.takePort(31002).orElseThrow().getReservationsList()).isEmpty();
        assertThat(left.takePort(31030)).isEmpty();
        assertThat(left.ports()).hasSize(4);
    }

    @Test
    void whatIsUnknownOrLentOrShowsAStrangeTypeIsLeftAlone() {
        Resource revocable = scalar("cpus", 1).toBuilder()
                .setRevocable(Resource.RevocableInfo.getDefaultInstance())
                .build();
        Resource shared = volume("v", 10, ours("a")).toBuilder()
                .setShared(Resource.SharedInfo.getDefaultInstance())
                .build();
        Resource strange = scalar("mem", 1).toBuilder().setType(Value.Type.SET).build();
        OfferedResources left =
                of(revocable, shared, strange, scalar("gpus", 4), scalar("fpgas", 2), scalar("cpus", 2));
        assertThat(left.scalar("cpus")).isEqualTo(2);
        assertThat(left.scalar("mem")).isZero();
        assertThat(left.volume("v", part -> true)).isEmpty();
        assertThat(left.takeScalar("cpus", 2).orElseThrow()).hasSize(1);
        assertThat(left.parts()).filteredOn(part -> part.isScalar("gpus")).hasSize(1);
    }

    @Test
    void aThousandTimesATenthIsAHundred() {
        OfferedResources left = of(scalar("cpus", 60.3, ours("a")), scalar("cpus", 39.7));
        List<Resource> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            taken.addAll(left.takeScalar("cpus", 0.1).orElseThrow());
        }
        assertThat(left.scalar("cpus")).isZero();
        assertThat(left.takeScalar("cpus", 0.001)).isEmpty();
        OfferedResources back = of(taken.toArray(Resource[]::new));
        assertThat(back.scalar("cpus")).isEqualTo(100);
        assertThat(back.scalar("cpus", OfferedPart::isFree)).isEqualTo(39.7);
    }

    @Property(tries = 200)
    void whatIsTakenAndWhatIsLeftAddUpToWhatWasThere(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 3000) Integer> wanted) {
        OfferedResources left =
                of(scalar("cpus", 3.217), scalar("cpus", 5.1, forRole("eng")), scalar("cpus", 7.003, ours("a")));
        long all = 15_320;
        for (int thousandths : wanted) {
            long before = Thousandths.of(left.scalar("cpus"));
            long taken = left.takeScalar("cpus", thousandths / 1000.0).stream()
                    .flatMap(List::stream)
                    .mapToLong(Thousandths::of)
                    .sum();
            assertThat(taken).isEqualTo(thousandths <= before ? thousandths : 0);
            all -= taken;
            assertThat(Thousandths.of(left.scalar("cpus"))).isEqualTo(all);
        }
    }
}

package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.junit.jupiter.api.Test;

class OfferedResourcesTest {
    private final Offer offer = Recorded.offers(Recorded.events("reserved-for-tr.events.jsonl")).stream()
            .filter(candidate -> candidate.getId().getValue().endsWith("-O24"))
            .findFirst()
            .orElseThrow();

    @Test
    void reservedResourcesAreTakenFirst() {
        List<Resource> taken =
                OfferedResources.of(offer, claim("tr")).takeScalar("cpus", 1.5).orElseThrow();
        assertThat(taken).hasSize(2);
        assertThat(taken.get(0).getReservationsCount()).isEqualTo(1);
        assertThat(taken.get(0).getScalar().getValue()).isEqualTo(1);
        assertThat(taken.get(0).getReservations(0).getLabels().getLabelsCount()).isEqualTo(1);
        assertThat(taken.get(1).getReservationsCount()).isZero();
        assertThat(taken.get(1).getScalar().getValue()).isEqualTo(0.5);
        assertThat(taken)
                .allMatch(resource -> resource.getAllocationInfo().getRole().equals("tr"));
    }

    @Test
    void whatIsTakenIsGone() {
        OfferedResources left = OfferedResources.of(offer, claim("tr"));
        assertThat(left.takeScalar("cpus", 3.9)).isPresent();
        assertThat(left.takeScalar("cpus", 0.1)).isPresent();
        assertThat(left.takeScalar("cpus", 0.1)).isEmpty();
        assertThat(left.scalar("cpus")).isZero();
    }

    @Test
    void moreThanThereIsCannotBeTaken() {
        OfferedResources left = OfferedResources.of(offer, claim("tr"));
        assertThat(left.takeScalar("mem", 8193)).isEmpty();
        assertThat(left.scalar("mem")).isEqualTo(8192);
    }

    @Test
    void aPortIsCutOutOfItsRange() {
        OfferedResources left = OfferedResources.of(offer, claim("tr"));
        Optional<Resource> port = left.takePort(31500);
        assertThat(port.orElseThrow().getRanges().getRangeList())
                .singleElement()
                .satisfies(range -> {
                    assertThat(range.getBegin()).isEqualTo(31500);
                    assertThat(range.getEnd()).isEqualTo(31500);
                });
        assertThat(left.takePort(31500)).isEmpty();
        assertThat(left.takePort(31000)).isPresent();
        assertThat(left.takePort(31999)).isPresent();
        assertThat(left.takePort(32000)).isEmpty();
        assertThat(left.ports()).hasSize(2);
    }

    private static Claim claim(String role) {
        return new Claim("fw", role, Optional.empty());
    }
}

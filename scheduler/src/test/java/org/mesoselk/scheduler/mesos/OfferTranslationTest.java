package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Offer.PortRange;
import org.mesoselk.scheduler.core.model.Resources;

class OfferTranslationTest {

    @Test
    void aRecordedOfferIsReadWhole() {
        Protos.Offer first =
                Recorded.offers(Recorded.events("basic.events.jsonl")).get(0);
        assertThat(OfferTranslation.offer(first, claim("*")))
                .isEqualTo(new Offer(
                        "2ecb133c-c136-411c-a674-a382423d8bef-O0",
                        new AgentRef("2ecb133c-c136-411c-a674-a382423d8bef-S1", "127.0.0.1", "127.0.0.1"),
                        Map.of("rack", "r3", "zone", "z2", "disk_type", "ssd"),
                        4,
                        8192,
                        20000,
                        List.of(new PortRange(33000, 33999))));
    }

    @Test
    void anOfferInProtobufIsReadTheSame() throws IOException {
        Protos.Offer first = Recorded.offers(Recorded.protobufEvents("subscribe-protobuf.response.raw"))
                .get(0);
        Offer offer = OfferTranslation.offer(first, claim("*"));
        assertThat(offer.cpus()).isEqualTo(4);
        assertThat(offer.memoryMb()).isEqualTo(8192);
        assertThat(offer.diskMb()).isEqualTo(20000);
        assertThat(offer.ports()).containsExactly(new PortRange(31000, 31999));
        assertThat(offer.agent().ip()).isEqualTo("127.0.0.1");
    }

    @Test
    void whatIsReservedForOurRoleAddsUpWithTheRestAndVolumesDoNot() {
        // O24: 1 of 4 cpus, 256 of 8192 MB and 384 of 20000 MB reserved for "tr", and a volume of 128 MB.
        Protos.Offer offer = offer("O24");
        assertThat(OfferTranslation.offer(offer, claim("tr")))
                .satisfies(seen -> assertThat(seen.cpus()).isEqualTo(4))
                .satisfies(seen -> assertThat(seen.memoryMb()).isEqualTo(8192))
                .satisfies(seen -> assertThat(seen.diskMb()).isEqualTo(20000 - 128));
    }

    @Test
    void whatIsReservedForAnotherRoleDoesNotCount() {
        assertThat(OfferTranslation.offer(offer("O24"), claim("other")))
                .satisfies(seen -> assertThat(seen.cpus()).isEqualTo(3))
                .satisfies(seen -> assertThat(seen.memoryMb()).isEqualTo(7936));
    }

    @Test
    void whatIsReservedIsToldReservationByReservationAndWhatIsFreeApart() {
        Offer seen = OfferTranslation.offer(offer("O24"), claim("tr"));
        assertThat(seen.unreserved()).isEqualTo(new Resources(3, 7936, 19488));
        assertThat(seen.holdings())
                .containsExactly(new Holding(
                        Optional.empty(),
                        "tr",
                        true,
                        Optional.of("p1"),
                        Map.of("k", "v"),
                        new Resources(1, 256, 384),
                        List.of("vol-1")));
    }

    @Test
    void anOfferWithoutPortsHasNone() {
        assertThat(OfferTranslation.offer(offer("O26"), claim("tr")).ports()).isEmpty();
    }

    @Test
    void attributesAreTextsAsMesosPrintsThem() {
        Protos.Offer offer = offer("O24").toBuilder()
                .clearAttributes()
                .addAttributes(Attribute.newBuilder()
                        .setName("level")
                        .setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(3)))
                .addAttributes(Attribute.newBuilder()
                        .setName("half")
                        .setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(1.5)))
                .addAttributes(Attribute.newBuilder()
                        .setName("slots")
                        .setType(Value.Type.RANGES)
                        .setRanges(Value.Ranges.newBuilder()
                                .addRange(Value.Range.newBuilder().setBegin(1).setEnd(3))))
                .addAttributes(Attribute.newBuilder()
                        .setName("kinds")
                        .setType(Value.Type.SET)
                        .setSet(Value.Set.newBuilder().addItem("a").addItem("b")))
                .build();
        assertThat(OfferTranslation.offer(offer, claim("*")).attributes())
                .isEqualTo(Map.of("level", "3", "half", "1.5", "slots", "[1-3]", "kinds", "{a, b}"));
    }

    private static Protos.Offer offer(String suffix) {
        return Recorded.offers(Recorded.events("reserved-for-tr.events.jsonl")).stream()
                .filter(offer -> offer.getId().getValue().endsWith("-" + suffix))
                .findFirst()
                .orElseThrow();
    }

    private static Claim claim(String role) {
        return new Claim("fw", role, Optional.empty());
    }
}

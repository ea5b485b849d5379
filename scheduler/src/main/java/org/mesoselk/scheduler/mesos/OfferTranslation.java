package org.mesoselk.scheduler.mesos;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Value;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.InverseOffer;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.Unavailability;

/** Mesos' offers as the core sees them. */
final class OfferTranslation {

    private OfferTranslation() {}

    static Offer offer(Protos.Offer offer, Claim claim) {
        OfferedResources resources = OfferedResources.of(offer, claim);
        Map<String, String> attributes = new LinkedHashMap<>();
        offer.getAttributesList().forEach(attribute -> attributes.put(attribute.getName(), text(attribute)));
        return new Offer(
                offer.getId().getValue(),
                agent(offer),
                attributes,
                resources.scalar("cpus"),
                resources.scalar("mem"),
                resources.scalar("disk"),
                resources.ports().stream()
                        .map(range -> new Offer.PortRange((int) range.getBegin(), (int) range.getEnd()))
                        .toList(),
                offer.hasUnavailability() ? Optional.of(unavailability(offer.getUnavailability())) : Optional.empty(),
                new Resources(
                        resources.scalar("cpus", OfferedPart::isFree),
                        (int) resources.scalar("mem", OfferedPart::isFree),
                        (int) resources.scalar("disk", OfferedPart::isFree)),
                HoldingTranslation.holdings(resources, claim));
    }

    static InverseOffer inverse(Protos.InverseOffer offer) {
        return new InverseOffer(
                offer.getId().getValue(), offer.getAgentId().getValue(), unavailability(offer.getUnavailability()));
    }

    private static Unavailability unavailability(Protos.Unavailability planned) {
        return new Unavailability(
                Instant.EPOCH.plusNanos(planned.getStart().getNanoseconds()),
                planned.hasDuration()
                        ? Optional.of(Duration.ofNanos(planned.getDuration().getNanoseconds()))
                        : Optional.empty());
    }

    private static AgentRef agent(Protos.Offer offer) {
        String ip = offer.getUrl().getAddress().getIp();
        return new AgentRef(
                offer.getAgentId().getValue(), offer.getHostname(), ip.isEmpty() ? offer.getHostname() : ip);
    }

    /** As Mesos prints it: {@code ssd}, {@code 4}, {@code [1-3, 7-9]}, {@code {a, b}}. */
    private static String text(Attribute attribute) {
        return switch (attribute.getType()) {
            case TEXT -> attribute.getText().getValue();
            case SCALAR -> scalar(attribute.getScalar().getValue());
            case RANGES ->
                attribute.getRanges().getRangeList().stream()
                        .map(OfferTranslation::text)
                        .collect(Collectors.joining(", ", "[", "]"));
            case SET -> "{" + String.join(", ", attribute.getSet().getItemList()) + "}";
        };
    }

    private static String text(Value.Range range) {
        return range.getBegin() + "-" + range.getEnd();
    }

    private static String scalar(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

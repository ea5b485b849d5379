package org.mesoselk.scheduler.mesos;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos;
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
        return new Offer(
                offer.getId().getValue(),
                agent(offer),
                Attributes.of(offer.getAttributesList()),
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
}

package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;

/** Who is offered what and when: filters, suppression, several frameworks and roles. */
class OfferingTest {

    private final Lab lab = new Lab();

    @Test
    void aDeclinedOfferComesAgainAfterFiveSecondsByDefault() {
        lab.agent();
        FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
        scheduler.decline(Optional.empty(), scheduler.offers().get(0));
        scheduler.forget();
        lab.passSeconds(4);
        assertThat(scheduler.offers()).isEmpty();
        lab.passSeconds(3);
        assertThat(scheduler.offers()).hasSize(1);
    }

    @Test
    void zeroSecondsMeanTheNextAllocation() {
        lab.agent();
        FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
        scheduler.decline(Optional.of(0.0), scheduler.offers().get(0));
        scheduler.forget();
        lab.passSeconds(1);
        assertThat(scheduler.offers()).hasSize(1);
    }

    @Test
    void whatOneFrameworkDeclinesAnotherGets() {
        lab.agent();
        FakeScheduler first = lab.subscribe(Lab.framework("a"));
        FakeScheduler second = lab.subscribe(Lab.framework("b"));
        assertThat(second.offers()).isEmpty();
        first.decline(Optional.of(60.0), first.offers().get(0));
        lab.passSeconds(1);
        assertThat(second.offers()).hasSize(1);
    }

    @Test
    void reviveEndsFiltersAndSuppression() {
        lab.agent();
        FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
        scheduler.decline(Optional.of(600.0), scheduler.offers().get(0));
        scheduler.say(Call.Type.SUPPRESS);
        scheduler.forget();
        lab.passSeconds(10);
        assertThat(scheduler.types()).containsOnly();
        scheduler.say(Call.Type.REVIVE);
        assertThat(scheduler.offers()).hasSize(1);
    }

    @Test
    void suppressRescindsNothingAndStopsNewOffers() {
        lab.agent();
        FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
        Offer offer = scheduler.offers().get(0);
        scheduler.forget();
        scheduler.say(Call.Type.SUPPRESS);
        lab.agent();
        lab.passSeconds(5);
        assertThat(scheduler.events).isEmpty();
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        assertThat(scheduler.updates()).isEmpty();
    }

    @Test
    void twoFrameworksShareTheAgentsEvenly() {
        for (int i = 0; i < 6; i++) {
            lab.agent();
        }
        FakeScheduler first = lab.subscribe(Lab.framework("a"), "*");
        FakeScheduler second = lab.subscribe(Lab.framework("b"), "*");
        lab.core.cluster.frameworks.values().forEach(framework -> framework.suppressed.clear());
        lab.passSeconds(1);
        assertThat(first.offers()).hasSize(3);
        assertThat(second.offers()).hasSize(3);
    }

    @Test
    void offersSayTheRoleThatTheyAreFor() {
        lab.agent();
        FrameworkInfo.Builder info =
                Lab.framework("f").clearRoles().addRoles("ra").addRoles("rb");
        FakeScheduler scheduler = lab.subscribe(info, "ra");
        assertThat(scheduler.offers())
                .singleElement()
                .satisfies(
                        offer -> assertThat(offer.getAllocationInfo().getRole()).isEqualTo("rb"));
    }

    @Test
    void anUnansweredOfferIsRescindedAfterTheOfferTimeout() {
        Lab timed = new Lab(new Timings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                5,
                Duration.ofMinutes(10),
                Optional.of(Duration.ofSeconds(3)),
                Optional.empty()));
        timed.agent();
        FakeScheduler scheduler = timed.subscribe(Lab.framework("f"));
        scheduler.forget();
        timed.pass(Duration.ofMillis(3400));
        assertThat(scheduler.types()).startsWith(Event.Type.RESCIND);
    }

    @Test
    void aMalformedFrameworkIsToldWhy() {
        FakeScheduler scheduler = lab.subscribe(Lab.framework("f").clearRoles().addRoles("a b"));
        assertThat(scheduler.types()).containsExactly(Event.Type.ERROR);
        assertThat(scheduler.events.get(0).getError().getMessage()).contains("'a b'");
        assertThat(scheduler.ended).isTrue();
    }

    @Test
    void offersGoOutAtNoMoreThanTheWantedRateAndEachAgentHasItsTurn() {
        Timings usual = Timings.defaults();
        Lab slow = new Lab(new Timings(
                usual.allocationInterval(),
                usual.heartbeatInterval(),
                usual.agentPingTimeout(),
                usual.maxAgentPingTimeouts(),
                usual.agentReregisterTimeout(),
                Optional.empty(),
                Optional.of(10.0)));
        for (int i = 0; i < 50; i++) {
            slow.agent();
        }
        FakeScheduler scheduler = slow.subscribe(Lab.framework("f"));
        Set<String> agents = new HashSet<>();
        for (int second = 0; second < 8; second++) {
            scheduler.forget();
            slow.passSeconds(1);
            // The first second's offers are made when only a part of it is over.
            assertThat(scheduler.offers()).hasSizeBetween(second == 0 ? 1 : 8, 12);
            for (Offer offer : scheduler.offers()) {
                agents.add(offer.getAgentId().getValue());
                scheduler.decline(Optional.of(0.0), offer);
            }
        }
        assertThat(agents).hasSize(50);
    }
}

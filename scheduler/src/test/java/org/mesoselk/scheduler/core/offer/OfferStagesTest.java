package org.mesoselk.scheduler.core.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.offer.Offers.NOW;
import static org.mesoselk.scheduler.core.offer.Offers.agent;
import static org.mesoselk.scheduler.core.offer.Offers.offer;
import static org.mesoselk.scheduler.core.offer.Offers.pending;
import static org.mesoselk.scheduler.core.offer.Offers.running;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.Constraint.Operator;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Offer.PortRange;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.Unavailability;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.Wait;

class OfferStagesTest {

    private final Offers offers = new Offers();

    @Test
    void aRoomyOfferSuitsAFreshMember() {
        assertThat(refusals(pending(0), offer(1))).isEmpty();
    }

    @Test
    void everyStageIsRunAndNamedEvenAfterARefusal() {
        Verdict verdict =
                offers.evaluate(pending(0), offer(1, 0, 0, 0)).verdicts().get(0);
        assertThat(verdict.stages().stream().map(Verdict.Outcome::stage))
                .containsExactly(
                        "home",
                        "constraints",
                        "cpus",
                        "memory",
                        "disk",
                        "ports",
                        "max-per-agent",
                        "spread",
                        "agent-back-off",
                        "maintenance");
        assertThat(refusals(pending(0), offer(1, 0, 0, 0))).containsExactly("cpus", "memory", "disk", "ports");
    }

    @Test
    void homeIsWhereTheDataIs() {
        Member member = pending(0).withHome(agent(1));
        assertThat(refusals(member, offer(1))).isEmpty();
        assertThat(refusals(member, offer(2))).containsExactly("home");
    }

    @Test
    void aMemberWithoutDataDoesNotGoWhereMaintenanceBeginsWithinTheHourOrGoesOn() {
        Duration hour = Duration.ofHours(1);
        assertThat(refusals(pending(0), planned(NOW.plus(hour).plusSeconds(1), Optional.of(hour))))
                .isEmpty();
        assertThat(refusals(pending(0), planned(NOW.plus(hour), Optional.of(hour))))
                .containsExactly("maintenance");
        assertThat(refusals(pending(0), planned(NOW.minus(hour).plusSeconds(1), Optional.of(hour))))
                .containsExactly("maintenance");
        assertThat(refusals(pending(0), planned(NOW.minus(hour), Optional.of(hour))))
                .isEmpty();
        assertThat(refusals(pending(0), planned(NOW.minus(hour), Optional.empty())))
                .containsExactly("maintenance");
        assertThat(refusals(pending(0).withHome(agent(1)), planned(NOW, Optional.of(hour))))
                .isEmpty();
    }

    private static Offer planned(Instant start, Optional<Duration> duration) {
        Offer offer = offer(1);
        return new Offer(
                offer.id(),
                offer.agent(),
                offer.attributes(),
                offer.cpus(),
                offer.memoryMb(),
                offer.diskMb(),
                offer.ports(),
                Optional.of(new Unavailability(start, duration)));
    }

    @Test
    void homeIsKnownByItsHostWhenTheAgentCameBackWithAnotherId() {
        Member member = pending(0).withHome(new AgentRef("old-id", "host1", "10.0.0.1"));
        offers.agentsSeen.put("agent1", "host1");
        assertThat(refusals(member, offer(1))).isEmpty();

        offers.agentsSeen.put("another-agent", "host1");
        assertThat(refusals(member, offer(1))).containsExactly("home");
        offers.agentsSeen.remove("another-agent");
        offers.agentsSeen.put("old-id", "host1");
        assertThat(refusals(member, offer(1))).containsExactly("home");
    }

    @Test
    void dataInTheSandboxBindsToNoHome() {
        ElasticsearchSettings s = offers.settings;
        offers.settings = new ElasticsearchSettings(
                s.frameworkName(),
                s.distribution(),
                s.javaHome(),
                Optional.empty(),
                s.runAs(),
                s.networkHost(),
                s.jvmOptions(),
                s.executor(),
                s.killGrace(),
                s.spreadPatience(),
                s.drainTogether(),
                s.replaceAfter());
        assertThat(refusals(pending(0).withHome(agent(1)), offer(2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "disk,      IS,      ssd,       true",
        "disk,      IS,      spinning,  false",
        "disk,      CLUSTER, ssd,       true",
        "disk,      LIKE,    s.*,       true",
        "disk,      LIKE,    s,         false",
        "disk,      UNLIKE,  s.*,       false",
        "disk,      UNLIKE,  h.*,       true",
        "disk,      LIKE,    '(',       false",
        "rack,      IS,      r1,        false",
        "rack,      LIKE,    .*,        false",
        "rack,      UNLIKE,  .*,        true",
        "@hostname, IS,      host1,     true",
        "@hostname, LIKE,    host[2-9], false"
    })
    void constraintsReadAsInMarathon(String field, Operator operator, String value, boolean holds) {
        offers.constraints(new Constraint(field, operator, value));
        assertThat(refusals(pending(0), offer(1)).isEmpty()).isEqualTo(holds);
    }

    @Test
    void theExecutorsShareIsNeededToo() {
        PortRange ports = new PortRange(9001, 9002);
        assertThat(refusals(pending(0), offer(1, 0.6, 1120, 1010, ports))).isEmpty();
        assertThat(refusals(pending(0), offer(1, 0.599, 1120, 1010, ports))).containsExactly("cpus");
        assertThat(refusals(pending(0), offer(1, 0.6, 1119, 1010, ports))).containsExactly("memory");
        assertThat(refusals(pending(0), offer(1, 0.6, 1120, 1009, ports))).containsExactly("disk");
        assertThat(refusals(pending(0), offer(1, 0.1 + 0.2 + 0.3, 1120, 1010, ports)))
                .as("sums of thousandths are not refused for a rounding error")
                .isEmpty();
    }

    @Test
    void portsOfOtherMembersAtTheSameAddressAreNotTaken() {
        offers.with(running(1, 1, 31000));
        Offer four = offer(1, 8, 8192, 100_000, new PortRange(31000, 31003));
        Optional<List<Integer>> ports = PortsStage.choose(offers.candidate(pending(0), four, NOW));
        assertThat(ports).isPresent();
        assertThat(ports.get()).containsExactlyInAnyOrder(31002, 31003);
        assertThat(refusals(pending(0), offer(1, 8, 8192, 100_000, new PortRange(31000, 31002))))
                .contains("ports");
    }

    private static List<PortChoice> choices(int... ports) {
        return IntStream.of(ports).mapToObj(PortChoice::of).toList();
    }

    @Test
    void aPortBelow1024IsTakenOnlyWhenItIsAskedFor() {
        PortRange privileged = new PortRange(880, 899);
        PortRange mixed = new PortRange(1020, 1025);
        assertThat(ChoosePorts.choose(choices(0, 0), List.of(privileged, mixed), Set.of(), 0))
                .contains(List.of(1024, 1025));
        assertThat(ChoosePorts.choose(choices(0, 0), List.of(privileged, mixed), Set.of(1024), 3))
                .isEmpty();
        assertThat(ChoosePorts.choose(choices(890), List.of(privileged), Set.of(), 0))
                .contains(List.of(890));
        assertThat(ChoosePorts.choose(List.of(PortChoice.PRIVILEGED), List.of(privileged, mixed), Set.of(880), 0))
                .contains(List.of(881));
    }

    @Test
    void aPortThatIsAskedForByItsNumberIsThatOneOrNone() {
        PortRange offered = new PortRange(31000, 31009);
        assertThat(ChoosePorts.choose(choices(31004, 0), List.of(offered), Set.of(), 2))
                .hasValueSatisfying(ports -> assertThat(ports).startsWith(31004).doesNotHaveDuplicates());
        assertThat(ChoosePorts.choose(choices(514), List.of(offered), Set.of(), 2))
                .isEmpty();
        assertThat(ChoosePorts.choose(choices(31004), List.of(offered), Set.of(31004), 2))
                .as("another one listens there")
                .isEmpty();
        assertThat(ChoosePorts.choose(choices(), List.of(), Set.of(), 2)).contains(List.of());
    }

    @Test
    void theNextTaskIsGivenOtherPorts() {
        List<Integer> first =
                PortsStage.choose(offers.candidate(pending(0), offer(1), NOW)).orElseThrow();
        offers.taskNumber = 2;
        List<Integer> second =
                PortsStage.choose(offers.candidate(pending(0), offer(1), NOW)).orElseThrow();
        assertThat(second).doesNotContainAnyElementsOf(first);
    }

    @Test
    void noMoreMembersOnOneAgentThanAllowed() {
        offers.maxPerAgent(1);
        offers.with(running(1, 1, 31000));
        assertThat(refusals(pending(0), offer(1))).contains("max-per-agent");
        assertThat(refusals(pending(0), offer(2))).isEmpty();
    }

    @Test
    void aMemberThatWillReturnToItsHomeHasItsPlaceThere() {
        offers.maxPerAgent(1);
        offers.with(pending(1).withHome(agent(1)));
        assertThat(refusals(pending(0), offer(1))).contains("max-per-agent", "spread");
    }

    @Test
    void membersShareAnAgentOnlyWhenPatienceHasEnded() {
        offers.with(running(1, 1, 31000));
        assertThat(refusals(pending(0), offer(1))).containsExactly("spread");
        Duration patience = offers.settings.spreadPatience();
        assertThat(offers.evaluate(pending(0), NOW.plus(patience), List.of(offer(1)))
                        .chosen())
                .isPresent();
    }

    @Test
    void aMemberSharesItsHomeAtOnce() {
        offers.with(running(1, 1, 31000));
        assertThat(refusals(pending(0).withHome(agent(1)), offer(1))).isEmpty();
    }

    @Test
    void aMemberWithoutDataAvoidsTheAgentThatTasksHaveJustFailedToStartOn() {
        offers.agents.put("agent1", new AgentFailures("agent1", "host1", 3, NOW, "disk full"));
        assertThat(refusals(pending(0), offer(1))).containsExactly("agent-back-off");
        assertThat(refusals(pending(0), offer(2))).isEmpty();
        assertThat(refusals(pending(0).withHome(agent(1)), offer(1)))
                .as("its data is there")
                .isEmpty();
        assertThat(offers.evaluate(pending(0), NOW.plusSeconds(119), List.of(offer(1)))
                        .chosen())
                .isEmpty();
        assertThat(offers.evaluate(pending(0), NOW.plusSeconds(120), List.of(offer(1)))
                        .chosen())
                .isPresent();
    }

    @Test
    void theEmptiestAgentIsChosenThenTheRoomiest() {
        offers.with(running(1, 1, 31000));
        Offer small = offer(2, 8, 2048, 100_000, new PortRange(9001, 9009));
        Offer large = offer(3, 8, 4096, 100_000, new PortRange(9001, 9009));
        var evaluation = offers.evaluate(
                pending(0),
                NOW.plus(Duration.ofHours(1)),
                List.of(offer(1, 8, 9999, 100_000, new PortRange(9001, 9009)), small, large));
        assertThat(evaluation.chosen().orElseThrow().offer()).isEqualTo(large);
        assertThat(evaluation.verdicts().stream().filter(Verdict::used).map(Verdict::offerId))
                .containsExactly("offer3");
    }

    @Test
    void theRefusalNamesWhatTheClosestOfferLacks() {
        List<Wait> waits = ExplainRefusal.explain(
                offers.evaluate(pending(3), offer(1, 0, 0, 0), offer(2, 8, 512, 100_000, new PortRange(9001, 9009)))
                        .verdicts());
        assertThat(waits)
                .containsExactly(new Wait(
                        "memory",
                        "es-default-3",
                        "es-default-3 waits for memory: needs 1120 MiB, agent host2 offers 512 (closest of 2 offers;"
                                + " refused by cpus 1, disk 1, memory 2, ports 1)"));
    }

    @Test
    void attributesDoNotMatterWithoutConstraints() {
        Offer bare = new Offer("o", agent(1), Map.of(), 8, 8192, 100_000, List.of(new PortRange(9001, 9009)));
        assertThat(refusals(pending(0), bare)).isEmpty();
    }

    private List<String> refusals(Member member, Offer offer) {
        return offers.evaluate(member, offer).verdicts().get(0).stages().stream()
                .filter(outcome -> !outcome.passed())
                .map(Verdict.Outcome::stage)
                .toList();
    }
}

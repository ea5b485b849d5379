package org.mesoselk.scheduler.core.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Offer.PortRange;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Chosen;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Evaluation;

class OfferPropertyTest {

    @Property(tries = 300)
    void membersPlacedOneAfterTheOtherNeverOvercommitAnOfferOrShareAPort(@ForAll long seed) {
        Random random = new Random(seed);
        Offers world = new Offers();
        world.constraints(new Constraint("disk", Constraint.Operator.LIKE, "s.*"));
        world.maxPerAgent(random.nextInt(4));
        world.taskNumber = Cluster.NONE.nextTask();
        List<Offer> offers = offers(random);
        offers.forEach(
                offer -> world.agentsSeen.put(offer.agent().id(), offer.agent().hostname()));
        for (int ordinal = 0; ordinal < 8; ordinal++) {
            Member member = Offers.pending(ordinal);
            world.members.add(member);
            Instant now = Offers.NOW.plusSeconds(random.nextInt(120));
            Evaluation evaluation = world.evaluate(member, now, offers);
            Collections.shuffle(offers, random);
            assertThat(world.evaluate(member, now, offers).chosen())
                    .as("the order of offers does not matter")
                    .isEqualTo(evaluation.chosen());
            if (evaluation.chosen().isPresent()) {
                Chosen chosen = evaluation.chosen().get();
                assertThat(chosen.offer().cpus()).isGreaterThanOrEqualTo(0.6);
                assertThat(chosen.offer().memoryMb()).isGreaterThanOrEqualTo(1120);
                assertThat(chosen.offer().diskMb()).isGreaterThanOrEqualTo(1010);
                assertThat(chosen.offer().attributes()).containsEntry("disk", "ssd");
                assertThat(chosen.ports().get(0)).isNotEqualTo(chosen.ports().get(1));
                for (int port : List.of(chosen.ports().get(0), chosen.ports().get(1))) {
                    assertThat(chosen.offer().ports()).anyMatch(range -> range.begin() <= port && port <= range.end());
                }
                offers.remove(chosen.offer());
                place(world, member, chosen);
            }
        }
        checkPortsAndLimits(world);
    }

    private static void place(Offers world, Member member, Chosen chosen) {
        world.members.remove(member);
        world.members.add(member.with(new MemberState.Launching(new TaskRef(
                member.name() + "." + world.taskNumber++,
                chosen.offer().agent(),
                chosen.ports().get(0),
                chosen.ports().get(1),
                Offers.NOW))));
    }

    private static void checkPortsAndLimits(Offers world) {
        Set<String> addresses = new HashSet<>();
        Map<String, Integer> perAgent = new TreeMap<>();
        for (Member member : world.members) {
            member.task().ifPresent(task -> {
                assertThat(addresses.add(task.httpAddress())).isTrue();
                assertThat(addresses.add(task.transportAddress())).isTrue();
                perAgent.merge(task.agent().id(), 1, Integer::sum);
            });
        }
        if (world.nodeSet.maxPerAgent() > 0) {
            assertThat(perAgent.values()).allMatch(count -> count <= world.nodeSet.maxPerAgent());
        }
    }

    /** Several offers of one agent and agents at one address are among them. */
    private static List<Offer> offers(Random random) {
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            int begin = 31000 + random.nextInt(6);
            offers.add(new Offer(
                    "offer" + i,
                    Offers.agent(random.nextInt(4)),
                    random.nextInt(4) == 0 ? Map.of() : Map.of("disk", "ssd"),
                    random.nextInt(20) / 10.0,
                    random.nextInt(4000),
                    random.nextInt(4000),
                    random.nextInt(5) == 0 ? List.of() : List.of(new PortRange(begin, begin + random.nextInt(5)))));
        }
        return offers;
    }
}

package org.mesoselk.scheduler.core.logstash;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.framework.PlaceMember;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Chosen;
import org.mesoselk.scheduler.core.offer.Neighbourhood;

/** A task for each member that waits for one, on an offer of its own agent. */
final class LaunchCollectors {

    private LaunchCollectors() {}

    static void into(LogstashTick tick) {
        PlaceMember.forgetOldRefusals(tick);
        Map<String, List<Offer>> offers = tick.memory.offers.values().stream()
                .collect(Collectors.groupingBy(offer -> offer.agent().id()));
        // A launch changes nothing on any other agent.
        Neighbourhood neighbourhood = Neighbourhood.of(tick.records().members().values());
        for (Member member : tick.members()) {
            String home = member.home().map(AgentRef::id).orElse("");
            if (PlaceMember.isPending(member) && !member.leaving() && !mayAnotherBeAlive(tick, member)) {
                tick.work.add(member.name());
                if (tick.isDue(member) && offers.containsKey(home)) {
                    place(tick, member, offers.get(home), neighbourhood);
                }
            }
        }
    }

    /** Never two on an agent: one that was given up there, or that no record speaks of, has to end first. */
    private static boolean mayAnotherBeAlive(LogstashTick tick, Member member) {
        String home = member.home().orElseThrow().id();
        boolean surplus = tick.records().abandoned().values().stream()
                .filter(task -> task.task().agent().id().equals(home))
                .anyMatch(task -> Surplus.isAlive(tick, task.task())
                        || tick.memory.unreconciled.containsKey(task.task().id()));
        boolean foreign = tick.memory.foreignTasks.values().stream()
                .anyMatch(task -> task.agentId().filter(home::equals).isPresent());
        if (surplus || foreign) {
            tick.wait(
                    foreign ? "foreign-task" : "surplus-task",
                    member.name(),
                    member.name() + " waits: another task of this framework may be alive on its agent "
                            + member.home().get().hostname());
        }
        return surplus || foreign;
    }

    private static void place(LogstashTick tick, Member member, List<Offer> offers, Neighbourhood neighbourhood) {
        List<Offer> held = offers.stream()
                .filter(offer -> tick.memory.offers.containsKey(offer.id()))
                .toList();
        PlaceMember.on(tick, member, held, RenderCollector.placement(tick.settings), neighbourhood)
                .ifPresent(chosen -> launch(tick, member, chosen));
    }

    private static void launch(LogstashTick tick, Member member, Chosen chosen) {
        TaskRef task = PlaceMember.launching(tick, member, chosen.offer(), 0, 0);
        List<String> endpoints = SendEndpoints.known(tick);
        tick.memory.logstash.endpointsSent.put(task.id(), endpoints);
        tick.call(new Call.Launch(
                chosen.offer(),
                member.name(),
                task,
                tick.settings.share(),
                RenderCollector.ports(tick.settings, chosen.ports()),
                new Payload.Logstash(RenderCollector.task(
                        tick.settings, endpoints, tick.spec().pipelines(), chosen.ports()))));
    }
}

package org.mesoselk.scheduler.core.kibana;

import java.util.List;
import org.mesoselk.scheduler.core.framework.PlaceMember;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Chosen;
import org.mesoselk.scheduler.core.offer.Neighbourhood;

/** A task for each member that waits for one, on the agent with the fewest of its group. */
final class LaunchInstances {

    private LaunchInstances() {}

    static void into(KibanaTick tick) {
        PlaceMember.forgetOldRefusals(tick);
        for (Member member : tick.members()) {
            if (PlaceMember.isPending(member) && !member.leaving() && tick.mayLaunch(KibanaTick.groupOf(member))) {
                tick.work.add(member.name());
                if (tick.isDue(member)) {
                    place(tick, member);
                }
            }
        }
    }

    private static void place(KibanaTick tick, Member member) {
        List<Offer> offers = List.copyOf(tick.memory.offers.values());
        PlaceMember.on(tick, member, offers, RenderInstance.placement(tick.settings), neighbourhood(tick, member))
                .ifPresent(chosen -> launch(tick, member, chosen));
    }

    /** Only those of the same group share what a host's loss would take away; a port is taken by any. */
    private static Neighbourhood neighbourhood(KibanaTick tick, Member member) {
        return new Neighbourhood(
                Neighbourhood.of(tick.of(KibanaTick.groupOf(member))).byAgent(),
                Neighbourhood.of(tick.members()).portsByIp());
    }

    private static void launch(KibanaTick tick, Member member, Chosen chosen) {
        TaskRef task = PlaceMember.launching(
                tick, member, chosen.offer(), chosen.ports().get(0), 0);
        tick.records(tick.records().with(tick.spec().launched(task.id(), tick.fingerprint())));
        List<String> endpoints = SendEndpoints.known(tick, KibanaTick.groupOf(member));
        tick.memory.kibana.endpointsSent.put(task.id(), endpoints);
        tick.call(new Call.Launch(
                chosen.offer(),
                member.name(),
                task,
                tick.settings.share(),
                List.of(new Call.Port("http", "tcp", task.httpPort())),
                RenderInstance.payload(tick, member, task, endpoints)));
    }
}

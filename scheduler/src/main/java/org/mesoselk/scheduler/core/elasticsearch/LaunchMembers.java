package org.mesoselk.scheduler.core.elasticsearch;

import java.util.List;
import org.mesoselk.scheduler.core.framework.PlaceMember;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Chosen;
import org.mesoselk.scheduler.core.offer.Neighbourhood;
import org.mesoselk.scheduler.core.offer.Placement;

/** A task for each member that waits for one, the lowest ordinal first, each on an offer of its own. */
final class LaunchMembers {

    private LaunchMembers() {}

    static void into(ElasticsearchTick tick) {
        PlaceMember.forgetOldRefusals(tick);
        for (Member member : tick.members()) {
            if (!PlaceMember.isPending(member) || LaunchGate.isShut(tick, member)) {
                continue;
            }
            tick.work.add(member.name());
            if (tick.isDue(member)) {
                place(tick, member);
            }
        }
    }

    private static void place(ElasticsearchTick tick, Member member) {
        Neighbourhood neighbourhood = Neighbourhood.of(tick.records().members().values());
        Placement placement = Placement.of(tick.nodeSet(), tick.settings);
        PlaceMember.on(tick, member, tick.memory.offers.values(), placement, neighbourhood)
                .ifPresent(chosen -> launch(tick, member, chosen));
    }

    private static void launch(ElasticsearchTick tick, Member member, Chosen chosen) {
        Offer offer = chosen.offer();
        Cluster cluster = tick.records().cluster();
        if (cluster.uuid().isEmpty() && cluster.initialMasterNodes().isEmpty()) {
            tick.records(tick.records().with(cluster.withInitialMasterNodes(LaunchGate.initialMasterNodes(tick))));
        }
        TaskRef task = PlaceMember.launching(
                tick, member, offer, chosen.ports().get(0), chosen.ports().get(1));
        tick.call(new Call.Launch(
                offer,
                member.name(),
                task,
                tick.nodeSet().node(),
                List.of(
                        new Call.Port("http", "tcp", task.httpPort()),
                        new Call.Port("transport", "tcp", task.transportPort())),
                new Payload.Elasticsearch(RenderTask.render(tick, member, task, offer))));
    }
}

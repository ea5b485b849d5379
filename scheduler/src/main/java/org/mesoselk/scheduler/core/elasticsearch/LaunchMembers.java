package org.mesoselk.scheduler.core.elasticsearch;

import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.Candidate;
import org.mesoselk.scheduler.core.offer.EvaluateOffers;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Chosen;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Evaluation;
import org.mesoselk.scheduler.core.offer.ExplainRefusal;
import org.mesoselk.scheduler.core.offer.Neighbourhood;
import org.mesoselk.scheduler.core.offer.Placement;

/** A task for each member that waits for one, the lowest ordinal first, each on an offer of its own. */
final class LaunchMembers {

    private LaunchMembers() {}

    static void into(ElasticsearchTick tick) {
        tick.memory
                .refusals
                .keySet()
                .removeIf(name -> !isPending(tick.records().members().get(name)));
        for (Member member : tick.members()) {
            if (!isPending(member) || LaunchGate.isShut(tick, member)) {
                continue;
            }
            tick.work.add(member.name());
            if (tick.isDue(member)) {
                place(tick, member);
            }
        }
    }

    private static boolean isPending(Member member) {
        return member != null && member.state() instanceof MemberState.Pending;
    }

    private static void place(ElasticsearchTick tick, Member member) {
        Neighbourhood neighbourhood = Neighbourhood.of(tick.records().members().values());
        Placement placement = Placement.of(tick.nodeSet(), tick.settings);
        List<Candidate> candidates = tick.memory.offers.values().stream()
                .map(offer -> candidate(tick, member, offer, placement, neighbourhood))
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        Evaluation evaluation = EvaluateOffers.evaluate(candidates);
        tick.verdicts(evaluation.verdicts());
        Optional<Chosen> chosen = evaluation.chosen();
        if (chosen.isPresent()) {
            launch(tick, member, chosen.get());
        } else {
            tick.memory.refusals.put(member.name(), ExplainRefusal.explain(evaluation.verdicts()));
        }
    }

    private static Candidate candidate(
            ElasticsearchTick tick, Member member, Offer offer, Placement placement, Neighbourhood neighbourhood) {
        return new Candidate(
                member,
                offer,
                tick.now,
                placement,
                neighbourhood,
                tick.memory.agentsSeen,
                tick.records().agents(),
                tick.records().cluster().nextTask());
    }

    private static void launch(ElasticsearchTick tick, Member member, Chosen chosen) {
        Offer offer = chosen.offer();
        Cluster cluster = tick.records().cluster();
        if (cluster.uuid().isEmpty() && cluster.initialMasterNodes().isEmpty()) {
            cluster = cluster.withInitialMasterNodes(LaunchGate.initialMasterNodes(tick));
        }
        TaskRef task = new TaskRef(
                member.name() + "." + cluster.nextTask(),
                offer.agent(),
                chosen.ports().get(0),
                chosen.ports().get(1),
                tick.now);
        tick.records(tick.records().with(cluster.withNextTask(cluster.nextTask() + 1)));
        tick.put(member.with(new MemberState.Launching(task)));
        tick.memory.offers.remove(offer.id());
        tick.memory.refusals.remove(member.name());
        tick.work.remove(member.name());
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

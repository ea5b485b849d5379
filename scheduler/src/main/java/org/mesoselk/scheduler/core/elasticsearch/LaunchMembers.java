package org.mesoselk.scheduler.core.elasticsearch;

import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.Candidate;
import org.mesoselk.scheduler.core.offer.EvaluateOffers;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Chosen;
import org.mesoselk.scheduler.core.offer.EvaluateOffers.Evaluation;
import org.mesoselk.scheduler.core.offer.ExplainRefusal;
import org.mesoselk.scheduler.core.offer.Neighbourhood;

/** A task for each member that waits for one, the lowest ordinal first, each on an offer of its own. */
final class LaunchMembers {

    private LaunchMembers() {}

    static void into(Tick tick) {
        tick.memory
                .refusals
                .keySet()
                .removeIf(name -> !isPending(tick.records().members().get(name)));
        for (Member member : tick.members()) {
            if (!isPending(member) || LaunchGate.isShut(tick, member)) {
                continue;
            }
            tick.work.add(member.name());
            if (isDue(tick, member)) {
                place(tick, member);
            }
        }
    }

    static boolean isDue(Tick tick, Member member) {
        return member.state() instanceof MemberState.Pending pending && !tick.now.isBefore(pending.notBefore());
    }

    private static boolean isPending(Member member) {
        return member != null && member.state() instanceof MemberState.Pending;
    }

    private static void place(Tick tick, Member member) {
        Neighbourhood neighbourhood = Neighbourhood.of(tick.records().members().values());
        List<Candidate> candidates = tick.memory.offers.values().stream()
                .map(offer -> candidate(tick, member, offer, neighbourhood))
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

    private static Candidate candidate(Tick tick, Member member, Offer offer, Neighbourhood neighbourhood) {
        return new Candidate(
                member,
                offer,
                tick.now,
                tick.settings,
                tick.nodeSet(),
                neighbourhood,
                tick.memory.agentsSeen,
                tick.records().agents(),
                tick.records().cluster().nextTask());
    }

    private static void launch(Tick tick, Member member, Chosen chosen) {
        Offer offer = chosen.offer();
        Cluster cluster = tick.records().cluster();
        if (cluster.uuid().isEmpty() && cluster.initialMasterNodes().isEmpty()) {
            cluster = cluster.withInitialMasterNodes(LaunchGate.initialMasterNodes(tick));
        }
        TaskRef task = new TaskRef(
                member.name() + "." + cluster.nextTask(),
                offer.agent(),
                chosen.ports().http(),
                chosen.ports().transport(),
                tick.now);
        tick.records(tick.records().with(cluster.withNextTask(cluster.nextTask() + 1)));
        tick.put(member.with(new MemberState.Launching(task)));
        tick.memory.offers.remove(offer.id());
        tick.memory.refusals.remove(member.name());
        tick.work.remove(member.name());
        tick.call(new Call.Launch(
                offer, member.name(), task, tick.nodeSet().node(), RenderTask.render(tick, member, task, offer)));
    }
}

package org.mesoselk.scheduler.core.framework;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
import org.mesoselk.scheduler.core.offer.Placement;

/** One member that waits for a task, and the offers that are held: which of them, and what is recorded of it. */
public final class PlaceMember {

    private PlaceMember() {}

    /** Why nobody was placed is kept for those only that still wait. */
    public static void forgetOldRefusals(Tick tick) {
        tick.memory
                .refusals
                .keySet()
                .removeIf(name -> !isPending(tick.records().members().get(name)));
    }

    public static boolean isPending(Member member) {
        return member != null && member.state() instanceof MemberState.Pending;
    }

    /** @return empty when no offer suits; why not is told as its waits */
    public static Optional<Chosen> on(
            Tick tick, Member member, Collection<Offer> offers, Placement placement, Neighbourhood neighbourhood) {
        List<Candidate> candidates = offers.stream()
                .map(offer -> new Candidate(
                        member,
                        offer,
                        tick.now,
                        placement,
                        neighbourhood,
                        tick.memory.agentsSeen,
                        tick.records().agents(),
                        tick.records().cluster().nextTask()))
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Evaluation evaluation = EvaluateOffers.evaluate(candidates);
        tick.verdicts(evaluation.verdicts());
        if (evaluation.chosen().isEmpty()) {
            tick.memory.refusals.put(member.name(), ExplainRefusal.explain(evaluation.verdicts()));
        }
        return evaluation.chosen();
    }

    /** Its launch is recorded, and the offer is used up; the call is the caller's. */
    public static TaskRef launching(Tick tick, Member member, Offer offer, int httpPort, int transportPort) {
        Cluster cluster = tick.records().cluster();
        TaskRef task =
                new TaskRef(member.name() + "." + cluster.nextTask(), offer.agent(), httpPort, transportPort, tick.now);
        tick.records(tick.records().with(cluster.withNextTask(cluster.nextTask() + 1)));
        tick.put(member.with(new MemberState.Launching(task)));
        tick.memory.offers.remove(offer.id());
        tick.memory.refusals.remove(member.name());
        tick.work.remove(member.name());
        return task;
    }
}

package org.mesoselk.scheduler.core.offer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Verdict;

/** The way from offers to a place: all stages for all offers, then the best of those that pass. */
public final class EvaluateOffers {

    private static final List<OfferStage> STAGES = List.of(
            new HomeStage(),
            new ConstraintsStage(),
            AmountStage.CPUS,
            AmountStage.MEMORY,
            AmountStage.DISK,
            new PortsStage(),
            new MaxPerAgentStage(),
            new SpreadStage(),
            new AgentBackOffStage(),
            new MaintenanceStage());

    private EvaluateOffers() {}

    /** @param chosen empty when no offer passed @param verdicts one per candidate, in their order */
    public record Evaluation(Optional<Chosen> chosen, List<Verdict> verdicts) {}

    /** @param ports in the order in which they were wanted */
    public record Chosen(Offer offer, List<Integer> ports) {}

    /** @param candidates one member with each of the offers */
    public static Evaluation evaluate(List<Candidate> candidates) {
        List<Verdict> verdicts = candidates.stream().map(EvaluateOffers::judge).toList();
        Optional<Candidate> best = Stream.iterate(0, i -> i + 1)
                .limit(candidates.size())
                .filter(i -> verdicts.get(i).passed())
                .map(candidates::get)
                .min(Comparator.<Candidate>comparingInt(c -> c.neighbours().size())
                        .thenComparingDouble(c -> -c.offer().memoryMb())
                        .thenComparing(c -> c.offer().id()));
        Optional<Chosen> chosen = best.flatMap(
                candidate -> PortsStage.choose(candidate).map(ports -> new Chosen(candidate.offer(), ports)));
        return new Evaluation(
                chosen, verdicts.stream().map(verdict -> mark(verdict, chosen)).toList());
    }

    private static Verdict judge(Candidate candidate) {
        return new Verdict(
                candidate.now(),
                candidate.offer().id(),
                candidate.agent(),
                candidate.member().name(),
                false,
                STAGES.stream().map(stage -> stage.check(candidate)).toList());
    }

    private static Verdict mark(Verdict verdict, Optional<Chosen> chosen) {
        boolean used =
                chosen.filter(c -> c.offer().id().equals(verdict.offerId())).isPresent();
        return new Verdict(
                verdict.at(), verdict.offerId(), verdict.agent(), verdict.memberName(), used, verdict.stages());
    }
}

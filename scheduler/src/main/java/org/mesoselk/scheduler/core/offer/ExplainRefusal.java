package org.mesoselk.scheduler.core.offer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;
import org.mesoselk.scheduler.core.model.Wait;

/** Why no offer suited a member, in as many waits as the closest offer lacks things. */
public final class ExplainRefusal {

    private ExplainRefusal() {}

    /** @param verdicts of one member, none of them passed */
    public static List<Wait> explain(List<Verdict> verdicts) {
        return verdicts.stream()
                .min(Comparator.<Verdict>comparingLong(
                                verdict -> refusals(verdict).size())
                        .thenComparing(Verdict::offerId))
                .map(closest -> refusals(closest).stream()
                        .map(outcome -> wait(closest.memberName(), outcome, verdicts))
                        .toList())
                .orElse(List.of());
    }

    private static Wait wait(String memberName, Outcome outcome, List<Verdict> verdicts) {
        return new Wait(
                outcome.stage(),
                memberName,
                memberName + " waits for " + outcome.stage() + ": " + outcome.sentence() + " (closest of "
                        + verdicts.size() + (verdicts.size() == 1 ? " offer" : " offers") + "; refused by "
                        + funnel(verdicts) + ")");
    }

    private static String funnel(List<Verdict> verdicts) {
        Map<String, Long> byStage = verdicts.stream()
                .flatMap(verdict -> refusals(verdict).stream())
                .map(Outcome::stage)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return byStage.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static List<Outcome> refusals(Verdict verdict) {
        return verdict.stages().stream().filter(outcome -> !outcome.passed()).toList();
    }
}

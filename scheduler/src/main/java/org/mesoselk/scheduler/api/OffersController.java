package org.mesoselk.scheduler.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Verdict;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was thought of the last offers: every reason per offer, and where most of them fell. */
@RestController
class OffersController {
    private final ApiContext scheduler;

    OffersController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    record OffersAnswer(List<StageCount> funnel, List<OfferAnswer> offers) {}

    /** @param left verdicts that passed this stage and all before it */
    record StageCount(String stage, int judged, int passed, int left) {}

    record OfferAnswer(String offerId, AgentRef agent, Instant at, List<MemberVerdict> verdicts) {}

    record MemberVerdict(String member, boolean passed, boolean used, List<Verdict.Outcome> stages) {}

    @GetMapping("/v1/offers")
    OffersAnswer offers() {
        List<Verdict> verdicts = scheduler.board().read().verdicts();
        return new OffersAnswer(funnel(verdicts), tree(verdicts));
    }

    private static List<StageCount> funnel(List<Verdict> verdicts) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            boolean still = true;
            for (Verdict.Outcome outcome : verdict.stages()) {
                int[] count = counts.computeIfAbsent(outcome.stage(), stage -> new int[3]);
                still &= outcome.passed();
                count[0]++;
                count[1] += outcome.passed() ? 1 : 0;
                count[2] += still ? 1 : 0;
            }
        }
        return counts.entrySet().stream()
                .map(entry ->
                        new StageCount(entry.getKey(), entry.getValue()[0], entry.getValue()[1], entry.getValue()[2]))
                .toList();
    }

    private static List<OfferAnswer> tree(List<Verdict> verdicts) {
        Map<String, List<Verdict>> byOffer = new LinkedHashMap<>();
        for (int i = verdicts.size() - 1; i >= 0; i--) {
            byOffer.computeIfAbsent(verdicts.get(i).offerId(), id -> new ArrayList<>())
                    .add(verdicts.get(i));
        }
        return byOffer.values().stream()
                .map(some -> new OfferAnswer(
                        some.get(0).offerId(),
                        some.get(0).agent(),
                        some.get(0).at(),
                        some.stream()
                                .map(v -> new MemberVerdict(v.memberName(), v.passed(), v.used(), v.stages()))
                                .toList()))
                .toList();
    }
}

package org.mesoselk.scheduler.core.offer;

import java.util.List;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** The operator's placement rules, as Marathon reads them: an agent without the attribute fails all but UNLIKE. */
final class ConstraintsStage implements OfferStage {

    @Override
    public String name() {
        return "constraints";
    }

    @Override
    public Outcome check(Candidate candidate) {
        List<String> broken = candidate.placement().constraints().stream()
                .filter(constraint -> !Constraints.holds(
                        constraint, candidate.agent(), candidate.offer().attributes()))
                .map(constraint -> Constraints.sentence(
                        constraint, candidate.agent(), candidate.offer().attributes()))
                .toList();
        return broken.isEmpty() ? pass("all constraints hold") : refuse(String.join("; ", broken));
    }
}

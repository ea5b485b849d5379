package org.mesoselk.scheduler.core.offer;

import java.time.Instant;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** An agent of its own for each member, until it has waited for one long enough. */
final class SpreadStage implements OfferStage {

    static final String NAME = "spread";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome check(Candidate candidate) {
        String neighbours =
                candidate.neighbours().stream().map(Member::name).sorted().collect(Collectors.joining(", "));
        if (neighbours.isEmpty()) {
            return pass("no other member there");
        }
        if (candidate.isHome()) {
            return pass("shares its home with " + neighbours);
        }
        Instant until = patienceEnds(candidate);
        return candidate.now().isBefore(until)
                ? refuse("agent " + candidate.agent().hostname() + " has " + neighbours
                        + "; waits for an agent without another member until " + until)
                : pass("waited long enough: shares the agent with " + neighbours);
    }

    static Instant patienceEnds(Candidate candidate) {
        return candidate.member().state() instanceof MemberState.Pending pending
                ? pending.since().plus(candidate.placement().patience())
                : candidate.now();
    }
}

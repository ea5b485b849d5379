package org.mesoselk.scheduler.core.offer;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.AgentBackOff;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** A member without data does not go where tasks have just failed to start: another agent may suit it. */
final class AgentBackOffStage implements OfferStage {

    @Override
    public String name() {
        return "agent-back-off";
    }

    @Override
    public Outcome check(Candidate candidate) {
        Optional<AgentFailures> known =
                Optional.ofNullable(candidate.agents().get(candidate.agent().id()));
        if (known.isEmpty() || candidate.member().home().isPresent()) {
            return pass("no task failed to start there lately");
        }
        Instant until = AgentBackOff.avoidedUntil(known.get());
        int failures = AgentBackOff.failures(known.get(), candidate.now());
        String sentence = "tasks failed to start on agent " + candidate.agent().hostname() + " (" + failures
                + " counted, the last one: " + known.get().sentence() + ")";
        return candidate.now().isBefore(until)
                ? refuse(sentence + "; it gets no new member before " + until)
                : pass(sentence + "; it may be tried again since " + until);
    }
}

package org.mesoselk.scheduler.core.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Member.Failure;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** A member without data does not go back at once to the agent that its last task failed on: another may suit it. */
final class FailedThereStage implements OfferStage {

    static final Duration AVOIDED = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "failed-there";
    }

    @Override
    public Outcome check(Candidate candidate) {
        Optional<Failure> failure = candidate
                .member()
                .lastFailure()
                .filter(last -> last.agentId().equals(candidate.agent().id()))
                .filter(last -> candidate.now().isBefore(until(last)));
        if (failure.isEmpty() || candidate.member().home().isPresent()) {
            return pass("no recent failure there");
        }
        return refuse("its last task failed on agent " + candidate.agent().hostname() + " ("
                + failure.get().sentence() + "); avoids it until " + until(failure.get()));
    }

    private static Instant until(Failure failure) {
        return failure.at().plus(AVOIDED);
    }
}

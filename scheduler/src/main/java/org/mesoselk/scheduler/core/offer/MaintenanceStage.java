package org.mesoselk.scheduler.core.offer;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Unavailability;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** A member without data does not go where maintenance begins soon, or goes on: it would copy what it has to leave. */
final class MaintenanceStage implements OfferStage {

    private static final Duration SOON = Duration.ofHours(1);

    @Override
    public String name() {
        return "maintenance";
    }

    @Override
    public Outcome check(Candidate candidate) {
        Optional<Unavailability> planned =
                candidate.offer().unavailability().filter(unavailability -> !unavailability.isOver(candidate.now()));
        if (planned.isEmpty()) {
            return pass("no maintenance is planned there");
        }
        String sentence = "agent " + candidate.agent().hostname() + " is to be down for maintenance "
                + planned.get().words();
        boolean isSoon = !candidate.now().isBefore(planned.get().start().minus(SOON));
        boolean hasDataThere =
                candidate.member().home().isPresent() && candidate.placement().keepsData();
        if (!isSoon) {
            return pass(sentence + ", which is not within " + SOON.toHours() + " h");
        }
        return hasDataThere ? pass(sentence + ", but the member's data is there") : refuse(sentence);
    }
}

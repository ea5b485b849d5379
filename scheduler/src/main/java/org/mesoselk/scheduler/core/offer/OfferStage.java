package org.mesoselk.scheduler.core.offer;

import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** One condition on an offer. Its name is the same in code, API, UI, metrics, docs and tests. */
interface OfferStage {

    String name();

    Outcome check(Candidate candidate);

    default Outcome pass(String sentence) {
        return new Outcome(name(), true, sentence);
    }

    default Outcome refuse(String sentence) {
        return new Outcome(name(), false, sentence);
    }
}

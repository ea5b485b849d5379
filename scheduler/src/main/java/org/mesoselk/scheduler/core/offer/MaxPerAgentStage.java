package org.mesoselk.scheduler.core.offer;

import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** No more members on one agent than the node set allows. */
final class MaxPerAgentStage implements OfferStage {

    @Override
    public String name() {
        return "max-per-agent";
    }

    @Override
    public Outcome check(Candidate candidate) {
        int most = candidate.placement().maxPerAgent();
        int there = candidate.neighbours().size();
        if (most <= 0) {
            return pass("no limit");
        }
        String sentence = "at most " + most + " members on one agent, agent "
                + candidate.agent().hostname() + " has " + there;
        return there < most ? pass(sentence) : refuse(sentence);
    }
}

package org.mesoselk.scheduler.core.offer;

import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/**
 * A member that has data on an agent returns to it. An agent that has lost its Mesos id is known again by its host name,
 * when no other agent has that name. Data in the sandbox is gone with the task, and binds to nothing.
 */
final class HomeStage implements OfferStage {

    @Override
    public String name() {
        return "home";
    }

    @Override
    public Outcome check(Candidate candidate) {
        if (candidate.member().home().isEmpty()) {
            return pass("has no data yet");
        }
        if (!candidate.placement().keepsData()) {
            return pass("its data was in the sandbox of its last task");
        }
        AgentRef home = candidate.member().home().get();
        if (candidate.isHome()) {
            return pass("its data is here");
        }
        if (isSameHost(home, candidate)) {
            return pass("its data is on this host, which was agent " + home.id());
        }
        return refuse("its data is on agent " + home.id() + " (" + home.hostname() + ")");
    }

    private static boolean isSameHost(AgentRef home, Candidate candidate) {
        // The count comes last: it looks at every agent, and must not do so for every offer.
        return candidate.agent().hostname().equals(home.hostname())
                && !candidate.agentsSeen().containsKey(home.id())
                && agentsOfThatName(home, candidate) <= 1;
    }

    private static long agentsOfThatName(AgentRef home, Candidate candidate) {
        return candidate.agentsSeen().values().stream()
                .filter(hostname -> hostname.equals(home.hostname()))
                .count();
    }
}

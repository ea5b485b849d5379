package org.mesoselk.scheduler.core.offer;

import java.util.Optional;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** Two ports that no other member uses at the same address. */
final class PortsStage implements OfferStage {

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public Outcome check(Candidate candidate) {
        return choose(candidate)
                .map(ports -> pass("ports " + ports.http() + " and " + ports.transport()))
                .orElseGet(() -> refuse("needs 2 free ports, agent "
                        + candidate.agent().hostname() + " offers "
                        + PortPair.count(candidate.offer().ports())));
    }

    static Optional<PortPair> choose(Candidate candidate) {
        return PortPair.choose(
                candidate.offer().ports(),
                candidate.neighbourhood().portsAt(candidate.agent()),
                candidate.taskNumber());
    }
}

package org.mesoselk.scheduler.core.offer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Offer.PortRange;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** The ports that a member listens on, which no other one uses at the same address. */
final class PortsStage implements OfferStage {

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public Outcome check(Candidate candidate) {
        return choose(candidate).map(this::passed).orElseGet(() -> refuse(sentence(candidate)));
    }

    static Optional<List<Integer>> choose(Candidate candidate) {
        return ChoosePorts.choose(
                candidate.placement().ports(),
                candidate.offer().ports(),
                candidate.neighbourhood().portsAt(candidate.agent()),
                candidate.taskNumber());
    }

    private Outcome passed(List<Integer> ports) {
        return pass(
                ports.isEmpty()
                        ? "needs no port"
                        : "ports " + ports.stream().map(String::valueOf).collect(Collectors.joining(" and ")));
    }

    private static String sentence(Candidate candidate) {
        String agent = candidate.agent().hostname();
        List<PortRange> offered = candidate.offer().ports();
        List<PortChoice> wanted = candidate.placement().ports();
        List<Integer> missing = wanted.stream()
                .filter(PortChoice::isFixed)
                .map(PortChoice::fixed)
                .filter(port -> !ChoosePorts.isOffered(offered, port))
                .toList();
        if (!missing.isEmpty()) {
            return "needs port " + missing.stream().map(String::valueOf).collect(Collectors.joining(" and "))
                    + ", which agent " + agent
                    + " does not offer: it is taken, or not among the ports in the agent's --resources";
        }
        // Those that are free to choose are all of one kind.
        PortChoice choice =
                wanted.stream().filter(it -> !it.isFixed()).findFirst().orElse(PortChoice.ANY);
        return "needs " + wanted.size() + " free ports " + choice.range() + ", agent " + agent + " offers "
                + ChoosePorts.count(ChoosePorts.within(offered, choice));
    }
}

package org.mesoselk.scheduler.core.offer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
        List<Integer> missing = candidate.placement().ports().stream()
                .filter(port ->
                        port != 0 && !ChoosePorts.isOffered(candidate.offer().ports(), port))
                .toList();
        return missing.isEmpty()
                ? "needs " + candidate.placement().ports().size() + " free ports from 1024 on, agent "
                        + agent + " offers "
                        + ChoosePorts.count(
                                ChoosePorts.unprivileged(candidate.offer().ports()))
                : "needs port " + missing.stream().map(String::valueOf).collect(Collectors.joining(" and "))
                        + ", which agent " + agent
                        + " does not offer: it is taken, or not among the ports in the agent's --resources";
    }
}

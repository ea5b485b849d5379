package org.mesoselk.scheduler.core.safety;

import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;

/** A leaving master has no vote any more and is not the elected one. */
final class VotingExclusionNotConfirmed implements Veto {

    @Override
    public String name() {
        return "voting-exclusion-not-confirmed";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        return leaving.mastersNotYetStopped().stream()
                .flatMap(member -> objection(look, member).stream().map(text -> new Reason(member.name(), text)));
    }

    private static Optional<String> objection(Known look, Member member) {
        if (!look.votingExclusions().contains(member.name())) {
            return Optional.of("Elasticsearch has not yet confirmed that " + member.name() + " shall have no vote");
        }
        boolean votes = look.node(member.name())
                .filter(node -> look.votingConfiguration().contains(node.id()))
                .isPresent();
        if (votes) {
            return Optional.of(member.name() + " still has a vote in the election of the master");
        }
        return look.masterNode().equals(member.name())
                ? Optional.of(member.name() + " is still the elected master")
                : Optional.empty();
    }
}

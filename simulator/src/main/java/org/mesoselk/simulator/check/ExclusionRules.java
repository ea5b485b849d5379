package org.mesoselk.simulator.check;

import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.simulator.elasticsearch.Looks.Seen;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.world.Violation;

/** Exclusions of a leaving member are taken back only when it has stopped and its node is gone. */
final class ExclusionRules {

    private ExclusionRules() {}

    static void check(Process by, Call.ToElasticsearch call) {
        Known look = by.look()
                .map(Seen::view)
                .filter(view -> view instanceof Known)
                .map(view -> (Known) view)
                .orElseThrow(() -> new Violation("change-without-look", call + " in a tick without a look"));
        Set<String> cleared = new TreeSet<>();
        if (call instanceof Call.SetAllocationExcludes set) {
            cleared.addAll(look.allocationExcludes());
            cleared.removeAll(set.nodeNames());
        } else if (call instanceof Call.ClearVotingExclusions) {
            cleared.addAll(look.votingExclusions());
        }
        for (String name : cleared) {
            Member member = by.board().read().records().members().get(name);
            boolean needed = member != null
                    && member.leaving()
                    && !(member.state() instanceof MemberState.Stopped
                            && look.node(name).isEmpty());
            if (needed) {
                throw new Violation("exclusion-cleared-too-early", call + " while " + name + " is " + member.state());
            }
        }
    }
}

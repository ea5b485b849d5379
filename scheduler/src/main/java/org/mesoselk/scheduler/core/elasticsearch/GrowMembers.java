package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Optional;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;

/** Wanted are the ordinals 0 to count-1. One that is still leaving is made anew when it is gone. */
final class GrowMembers {

    private GrowMembers() {}

    static void into(ElasticsearchTick tick) {
        NodeSetSpec nodeSet = tick.nodeSet();
        for (int ordinal = 0; ordinal < nodeSet.count(); ordinal++) {
            String name = MemberNames.of(nodeSet, ordinal);
            Member present = tick.records().members().get(name);
            if (present == null) {
                tick.put(fresh(tick, ordinal));
            } else if (present.leaving()) {
                tick.wait(
                        "leaving-first",
                        name,
                        name + " is wanted again but had begun to stop: it leaves first and is made anew then");
            }
        }
    }

    private static Member fresh(ElasticsearchTick tick, int ordinal) {
        NodeSetSpec nodeSet = tick.nodeSet();
        return new Member(
                MemberNames.of(nodeSet, ordinal),
                nodeSet.name(),
                ordinal,
                ordinal < nodeSet.masterEligible(),
                new Member.Goal.Stay(),
                new MemberState.Pending(tick.now, tick.now),
                Optional.empty(),
                0,
                Optional.empty());
    }
}

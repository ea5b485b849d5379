package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** A member's record goes last: its task has ended, its node is gone, and no exclusion names it any more. */
final class ForgetLeft {

    private ForgetLeft() {}

    static void into(Tick tick) {
        for (Member member : tick.leaving()) {
            if (member.state() instanceof MemberState.Stopped stopped) {
                forget(tick, member, stopped.since());
            }
        }
    }

    private static void forget(Tick tick, Member member, Instant since) {
        String name = member.name();
        if (tick.look().isEmpty()) {
            tick.wait(
                    "elasticsearch-unknown",
                    name,
                    name + " stopped at " + since + "; Elasticsearch has not yet said that its node is gone");
            return;
        }
        Known look = tick.look().get();
        if (look.node(name).isPresent()) {
            tick.wait(
                    "node-still-listed", name, name + " stopped at " + since + "; Elasticsearch still lists its node");
        } else if (look.allocationExcludes().contains(name)
                || look.votingExclusions().contains(name)) {
            tick.wait(
                    "exclusions-not-cleared",
                    name,
                    name + " is gone; Elasticsearch has not yet confirmed that it is no longer excluded");
        } else {
            tick.records(tick.records().without(name));
        }
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.safety.SafeWithout;

/**
 * A member's record goes last: its task has ended, its node is gone, no exclusion names it any more, and no shard misses
 * its primary.
 */
final class ForgetLeft {

    /** Nodes that restart find each other and their shards sooner. */
    private static final Duration RED_FOR = Duration.ofSeconds(30);

    private ForgetLeft() {}

    static void into(ElasticsearchTick tick) {
        for (Member member : tick.leaving()) {
            if (member.state() instanceof MemberState.Stopped stopped) {
                forget(tick, member, stopped.since());
            }
        }
    }

    private static void forget(ElasticsearchTick tick, Member member, Instant since) {
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
        } else if (SafeWithout.isRed(look) && member.home().isPresent()) {
            keepData(tick, look, member, since);
        } else {
            tick.records(tick.records().without(name));
        }
    }

    /**
     * Between its kill and its end another node may have died, and documents that were acknowledged then are on its disk
     * only. When nobody else has what is missing it comes back to its data, and leaves again when that is safe.
     */
    private static void keepData(ElasticsearchTick tick, Known look, Member member, Instant since) {
        boolean isComing = look.initializingShards() > 0
                || look.inFlightFetch() > 0
                || tick.members().stream().anyMatch(other -> !other.leaving() && !isThere(look, other));
        if (isComing || tick.now.isBefore(since.plus(RED_FOR))) {
            tick.wait(
                    "cluster-red",
                    member.name(),
                    member.name() + " stopped at " + since
                            + ", and a primary is missing since: its data is kept until there is one, or else it comes back");
        } else {
            // When it is not wanted it is chosen to leave again, and stops when every primary is there.
            tick.put(member.with(new Member.Goal.Stay()).with(new MemberState.Pending(tick.now, tick.now)));
        }
    }

    private static boolean isThere(Known look, Member member) {
        return member.state() instanceof MemberState.Running
                && look.node(member.name()).isPresent();
    }
}

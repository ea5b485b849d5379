package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import org.mesoselk.scheduler.core.framework.ReconcileTasks;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/**
 * A founder that ended before anybody heard of the cluster may have formed it, and made anew elsewhere it would form a second
 * one: it returns to the agent that it was on, however long that takes. When the others are enough to form the cluster they
 * do so, and then Elasticsearch says whether it is missed. Else nobody can know, and only an operator can decide.
 */
final class AwaitFounders {

    /** An agent that is there has offered by then. */
    private static final Duration OFFERED_BY_THEN = Duration.ofSeconds(30);

    private AwaitFounders() {}

    /** Its disk may hold a cluster that no record speaks of. */
    static boolean mayHaveFormed(ElasticsearchTick tick, Member member) {
        Cluster cluster = tick.records().cluster();
        return cluster.uuid().isEmpty()
                && cluster.initialMasterNodes().contains(member.name())
                && (member.home().isPresent() || member.task().isPresent());
    }

    static void into(ElasticsearchTick tick) {
        for (Member member : tick.members()) {
            boolean isAway = tick.settings.dataRoot().isPresent() && isNotOffered(tick, member)
                    || ReconcileTasks.isLost(tick, member);
            if (isAway && mayHaveFormed(tick, member)) {
                AgentRef agent =
                        member.task().map(TaskRef::agent).or(member::home).orElseThrow();
                tick.wait(
                        "founder-unknown",
                        member.name(),
                        member.name() + " may have formed the cluster on agent " + agent.hostname()
                                + " before it was lost sight of, and nobody has heard of it: made anew elsewhere it could"
                                + " form a second one, so it waits for that agent. Bring it back; if it is gone for good,"
                                + " so is that cluster, whose address was never given out: start with another"
                                + " --framework-name");
            }
        }
    }

    private static boolean isNotOffered(ElasticsearchTick tick, Member member) {
        return tick.work.contains(member.name())
                && tick.isDue(member)
                && member.state() instanceof MemberState.Pending pending
                && !tick.now.isBefore(pending.since().plus(OFFERED_BY_THEN));
    }
}

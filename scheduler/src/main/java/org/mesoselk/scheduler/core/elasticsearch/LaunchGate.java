package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** What keeps a Pending member from being launched whatever the offers are. */
final class LaunchGate {

    /** Nodes that join at the same time all copy data and ask the elected master for their place. */
    private static final int TOGETHER = 4;

    /** One that takes longer hangs: the others do not wait for it. */
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(10);

    private LaunchGate() {}

    static boolean isShut(ElasticsearchTick tick, Member member) {
        if (member.leaving() && member.home().isEmpty()) {
            return true;
        }
        return isForeignTaskAlive(tick, member)
                || isSurplusTaskAlive(tick, member)
                || isBeforeBootstrap(tick, member)
                || couldFoundAnother(tick, member)
                || areManyStarting(tick, member);
    }

    /** Frozen at the first launch: the master-eligible members wanted then. */
    static List<String> initialMasterNodes(ElasticsearchTick tick) {
        Cluster cluster = tick.records().cluster();
        return cluster.initialMasterNodes().isEmpty()
                ? tick.members().stream()
                        .filter(Member::masterEligible)
                        .filter(member -> member.ordinal() < tick.nodeSet().count())
                        .map(Member::name)
                        .toList()
                : cluster.initialMasterNodes();
    }

    private static boolean isForeignTaskAlive(ElasticsearchTick tick, Member member) {
        boolean alive = tick.memory.foreignTasks.keySet().stream().anyMatch(id -> id.startsWith(member.name() + "."));
        if (alive) {
            tick.wait(
                    "foreign-task",
                    member.name(),
                    member.name() + " waits: a task of its name that no record speaks of may be alive");
        }
        return alive;
    }

    /**
     * Never two where it can be avoided. One whose data lies elsewhere is let through when the surplus task cannot be
     * stopped: what keeps that from being stopped may be this very data.
     */
    private static boolean isSurplusTaskAlive(ElasticsearchTick tick, Member member) {
        Optional<Abandoned> alive = tick.records().abandoned().values().stream()
                .filter(abandoned -> abandoned.memberName().equals(member.name()))
                .filter(abandoned -> Surplus.isAlive(tick, abandoned.task())
                        || tick.memory.unreconciled.containsKey(abandoned.task().id()))
                .findFirst();
        boolean isNeeded = member.home().isPresent()
                && alive.filter(task -> StopSurplus.mayStop(tick, task)).isEmpty();
        if (alive.isPresent() && !isNeeded) {
            tick.wait(
                    "surplus-task",
                    member.name(),
                    member.name() + " waits: its former task "
                            + alive.get().task().id() + " on agent "
                            + alive.get().task().agent().hostname() + " has not ended");
        }
        return alive.isPresent() && !isNeeded;
    }

    private static boolean isBeforeBootstrap(ElasticsearchTick tick, Member member) {
        List<String> initial = initialMasterNodes(tick);
        boolean waits = tick.records().cluster().uuid().isEmpty() && !initial.contains(member.name());
        if (waits) {
            tick.wait(
                    "bootstrap",
                    member.name(),
                    member.name() + " waits until " + String.join(", ", initial) + " have formed the cluster");
        }
        return waits;
    }

    /**
     * A founder that has lost its data and comes back empty can found a second cluster with those founders that have not
     * joined the first: their settings still name it. So they join first, one empty founder at a time. Where too few others
     * are left to have founded anything, nobody is waited for.
     */
    private static boolean couldFoundAnother(ElasticsearchTick tick, Member member) {
        Cluster cluster = tick.records().cluster();
        List<String> founders = cluster.initialMasterNodes();
        if (!founders.contains(member.name())
                || member.home().isPresent()
                || member.lastFailure().isEmpty() && cluster.uuid().isEmpty()) {
            return false;
        }
        List<String> outside = tick.members().stream()
                .filter(other -> !other.name().equals(member.name()) && founders.contains(other.name()))
                .filter(other -> other.task().isPresent() && other.data() != HasData.YES)
                .map(Member::name)
                .toList();
        boolean isMajorityEmpty = 2 * (outside.size() + 1) > founders.size();
        boolean mayHaveFounded = cluster.uuid().isPresent() || 2 * outside.size() > founders.size();
        boolean waits = !outside.isEmpty() && isMajorityEmpty && mayHaveFounded;
        if (waits) {
            tick.wait(
                    "bootstrap",
                    member.name(),
                    member.name() + " waits until " + String.join(", ", outside) + " have joined the cluster: without"
                            + " its data it could found another one with them");
        }
        return waits;
    }

    /** Masters that come back to their data are let through: without their quorum nobody would ever finish starting. */
    private static boolean areManyStarting(ElasticsearchTick tick, Member member) {
        if (tick.records().cluster().uuid().isEmpty()
                || member.masterEligible() && member.home().isPresent()) {
            return false;
        }
        long starting = tick.members().stream()
                .filter(other ->
                        other.state() instanceof MemberState.Launching || other.state() instanceof MemberState.Starting)
                .flatMap(other -> other.task().stream())
                .filter(task -> tick.now.isBefore(task.launchedAt().plus(STARTS_WITHIN)))
                .count();
        if (starting >= TOGETHER) {
            tick.wait(
                    "launch-throttle",
                    member.name(),
                    member.name() + " waits: " + starting + " members are starting, " + TOGETHER + " may at a time");
        }
        return starting >= TOGETHER;
    }
}

package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.safety.SafeWithout;

/**
 * A member whose agent does not come back is given up there, and launched elsewhere as one without data: when it has been
 * waited for long enough, or an operator has told Mesos that the agent is gone, and when a new look at Elasticsearch shows
 * that nothing is missed without it. One at a time, the lowest ordinal first.
 */
final class ReplaceLost {

    /** A member that waits for its home has been through two REVIVEs by then: the agent would have offered. */
    private static final Duration OFFERED_BY_THEN = Duration.ofMinutes(2);

    /** A task that ended normally comes back sooner than that; until then it is not worth a word. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(30);

    /** No look that was begun before the task's end is still fresh by then. */
    private static final Duration LOOKED_SINCE = Duration.ofSeconds(30);

    private ReplaceLost() {}

    static void into(ElasticsearchTick tick) {
        rememberWhoWaits(tick);
        Optional<String> before = beingStarted(tick);
        for (Member member : tick.members()) {
            if (!member.leaving() && isAway(tick, member)) {
                Optional<Instant> due = due(tick, member);
                if (due.filter(at -> !tick.now.isBefore(at)).isPresent()) {
                    before = replace(tick, member, before);
                } else {
                    due.ifPresent(at -> tell(tick, member, at));
                }
            }
        }
    }

    /** Since when this subscription has brought no suitable offer to a member that could use one. */
    private static void rememberWhoWaits(ElasticsearchTick tick) {
        Set<String> waiting = new HashSet<>(tick.work);
        waiting.removeIf(name -> !tick.isDue(tick.records().members().get(name)));
        tick.memory.waitingSince.keySet().retainAll(waiting);
        waiting.forEach(name -> tick.memory.waitingSince.putIfAbsent(name, tick.now));
    }

    private static Optional<String> beingStarted(ElasticsearchTick tick) {
        return tick.members().stream()
                .filter(member -> !member.leaving() && member.home().isEmpty())
                .filter(member -> !(member.state() instanceof MemberState.Unreachable))
                .map(Member::name)
                .findFirst();
    }

    private static boolean isAway(ElasticsearchTick tick, Member member) {
        return member.state() instanceof MemberState.Unreachable && tick.hasAnswered(member)
                || member.state() instanceof MemberState.Pending
                        && member.home().isPresent()
                        && !AwaitFounders.mayHaveFormed(tick, member)
                        && tick.settings.dataRoot().isPresent();
    }

    /** Empty: it is waited for as long as it takes. */
    private static Optional<Instant> due(ElasticsearchTick tick, Member member) {
        if (member.state() instanceof MemberState.Unreachable unreachable) {
            return tick.settings.replaceAfter().map(unreachable.since()::plus);
        }
        MemberState.Pending pending = (MemberState.Pending) member.state();
        if (member.data() == HasData.UNKNOWN) {
            // Nothing is known to be lost there: that Elasticsearch misses nothing is all that there is to wait for.
            return Optional.of(pending.since().plus(LOOKED_SINCE));
        }
        if (pending.agentGone()) {
            return Optional.of(pending.since());
        }
        Instant offered =
                tick.memory.waitingSince.getOrDefault(member.name(), tick.now).plus(OFFERED_BY_THEN);
        return tick.settings.replaceAfter().map(pending.since()::plus).map(at -> at.isAfter(offered) ? at : offered);
    }

    private static void tell(ElasticsearchTick tick, Member member, Instant at) {
        boolean short_ = member.state() instanceof MemberState.Pending pending
                && tick.now.isBefore(pending.since().plus(WORTH_A_WORD));
        if (!short_) {
            tick.wait(
                    "replace-after",
                    member.name(),
                    member.name() + " waits for its agent " + agentOf(member) + " until " + at
                            + ", then it is made anew elsewhere when every shard has a copy there");
        }
    }

    /** @return who must be running before another one is given up */
    private static Optional<String> replace(ElasticsearchTick tick, Member member, Optional<String> before) {
        String name = member.name();
        if (tick.memory.elasticsearch instanceof ElasticsearchView.Unknown unknown) {
            tick.wait(
                    "replace-unsafe",
                    name,
                    name
                            + " is not made anew elsewhere while Elasticsearch cannot be asked whether its data is needed: "
                            + unknown.cause());
            return before;
        }
        Known look = tick.look().orElse((Known) tick.memory.elasticsearch);
        List<String> objections = SafeWithout.objections(look, nodeNames(tick, member));
        if (look.node(name).isPresent()) {
            tick.wait(
                    "node-still-listed",
                    name,
                    name + " is out of Mesos' sight, but Elasticsearch lists its node: it lives and is not replaced");
        } else if (!objections.isEmpty()) {
            tick.wait("replace-unsafe", name, unsafe(member, objections));
        } else if (before.isPresent()) {
            tick.wait(
                    "replace-next",
                    name,
                    name + " is made anew elsewhere when " + before.get() + " runs: one member at a time");
        } else if (tick.look().isPresent()) {
            giveUp(tick, member);
            return Optional.of(name);
        } else {
            tick.wait(
                    "elasticsearch-unknown",
                    name,
                    name + " is made anew elsewhere when Elasticsearch has said anew that it may");
        }
        return before;
    }

    /**
     * With those that are being stopped, surplus tasks too: their copies are about to go too. Those that are only to leave stay as long as theirs
     * are needed, and would wait for ever for a member that nobody makes anew.
     */
    private static Set<String> nodeNames(ElasticsearchTick tick, Member member) {
        Set<String> names = new HashSet<>(Set.of(member.name()));
        tick.leaving().stream()
                .filter(leaving -> leaving.state() instanceof MemberState.Stopping
                        || leaving.state() instanceof MemberState.Stopped)
                .forEach(leaving -> names.add(leaving.name()));
        Surplus.stopping(tick).forEach(surplus -> names.add(surplus.memberName()));
        return names;
    }

    private static String unsafe(Member member, List<String> objections) {
        return member.name() + " is not made anew elsewhere, because its data on agent " + agentOf(member)
                + " is needed: " + String.join("; ", objections)
                + ". Bring the agent back; if it is lost, restore those indices from a snapshot or delete them";
    }

    private static String agentOf(Member member) {
        return member.task()
                .map(task -> task.agent())
                .or(member::home)
                .map(agent -> agent.hostname())
                .orElse("unknown");
    }

    private static void giveUp(ElasticsearchTick tick, Member member) {
        tick.abandonTaskOf(member);
        tick.put(member.withoutHome().with(new MemberState.Pending(tick.now, tick.now)));
    }
}

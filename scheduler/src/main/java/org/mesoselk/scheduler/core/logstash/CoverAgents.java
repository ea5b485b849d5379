package org.mesoselk.scheduler.core.logstash;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * A member for each agent that the constraints do not leave out; it never changes its agent. One whose agent is left out by
 * now leaves.
 */
final class CoverAgents {
    static final String PREFIX = "ls-";

    /** What made a member leave. */
    private static final String CONSTRAINTS = "constraints";

    private CoverAgents() {}

    /** A tick covers so many and no more; the others are not decided yet, as the coverage says. */
    static void into(LogstashTick tick) {
        Map<String, Member> byHome = new HashMap<>();
        tick.members().forEach(member -> member.home().ifPresent(home -> byHome.putIfAbsent(home.id(), member)));
        PrimitiveIterator.OfInt free = freeOrdinals(tick);
        for (ListedAgent agent : tick.agents().values()) {
            Member member = byHome.get(agent.agent().id());
            boolean isWanted = Coverage.leftOut(tick.settings, agent).isEmpty();
            if (member != null) {
                correct(tick, member, agent, isWanted);
            } else if (isWanted && tick.mayChangeAnother()) {
                tick.put(fresh(tick, agent, free.nextInt()));
            }
        }
    }

    /** An agent may have come back with another address; constraints may have changed with the scheduler's options. */
    private static void correct(LogstashTick tick, Member member, ListedAgent agent, boolean isWanted) {
        Member corrected = member.home().equals(Optional.of(agent.agent())) ? member : member.withHome(agent.agent());
        if (isWanted == corrected.leaving()) {
            corrected =
                    corrected.with(isWanted ? new Member.Goal.Stay() : new Member.Goal.Leave(CONSTRAINTS, tick.now));
        }
        if (corrected != member && tick.mayChangeAnother()) {
            tick.put(corrected);
        }
    }

    private static PrimitiveIterator.OfInt freeOrdinals(LogstashTick tick) {
        Set<Integer> taken = tick.members().stream().map(Member::ordinal).collect(Collectors.toSet());
        return IntStream.iterate(0, next -> next + 1)
                .filter(next -> !taken.contains(next) && !isSpokenOf(tick, PREFIX + next))
                .iterator();
    }

    private static Member fresh(LogstashTick tick, ListedAgent agent, int ordinal) {
        return new Member(
                        PREFIX + ordinal,
                        "logstash",
                        ordinal,
                        false,
                        new Member.Goal.Stay(),
                        new MemberState.Pending(tick.now, tick.now),
                        Optional.empty(),
                        0,
                        Optional.empty())
                .withHome(agent.agent());
    }

    /** A task of that name may come back, which would be taken for this one's. */
    private static boolean isSpokenOf(LogstashTick tick, String name) {
        return tick.records().abandoned().values().stream()
                        .anyMatch(task -> task.memberName().equals(name))
                || tick.memory.foreignTasks.keySet().stream().anyMatch(id -> id.startsWith(name + "."));
    }
}

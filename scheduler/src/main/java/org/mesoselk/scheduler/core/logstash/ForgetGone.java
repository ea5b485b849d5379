package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * A member ends with its agent: when the master does not list it any more and no task is known there. A task that is out of
 * Mesos' sight is given up after a while; should its agent come back, it is stopped and another one is launched.
 */
final class ForgetGone {

    /** Agents come back from a reboot, or from a partition, in less. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(15);

    private ForgetGone() {}

    static void into(LogstashTick tick) {
        Optional<Set<String>> listed = tick.list().map(ForgetGone::ids);
        for (Member member : tick.members()) {
            if (mayGo(tick, listed, member) && tick.mayChangeAnother()) {
                tick.abandonTaskOf(member);
                tick.records(tick.records().without(member.name()));
            }
        }
    }

    private static boolean mayGo(LogstashTick tick, Optional<Set<String>> listed, Member member) {
        if (member.state() instanceof MemberState.Stopped) {
            return true;
        } else if (isGone(tick, listed, member)) {
            return member.state() instanceof MemberState.Pending
                    || member.state() instanceof MemberState.Unreachable unreachable
                            && !tick.now.isBefore(unreachable.since().plus(GIVEN_UP_AFTER));
        }
        return member.leaving() && member.task().isEmpty();
    }

    private static Set<String> ids(AgentsView.Known list) {
        return list.agents().stream().map(agent -> agent.agent().id()).collect(Collectors.toSet());
    }

    /** Nothing follows from a list that could not be had. */
    private static boolean isGone(LogstashTick tick, Optional<Set<String>> listed, Member member) {
        Optional<String> home = member.home().map(AgentRef::id);
        return listed.isPresent()
                && home.filter(id -> !tick.memory.logstash.offering.containsKey(id))
                        .isPresent()
                && !listed.get().contains(home.get());
    }
}

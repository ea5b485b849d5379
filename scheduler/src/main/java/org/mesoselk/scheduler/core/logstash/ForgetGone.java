package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
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
        for (Member member : tick.members()) {
            if (member.state() instanceof MemberState.Stopped) {
                tick.records(tick.records().without(member.name()));
            } else if (isGone(tick, member)) {
                forget(tick, member);
            } else if (member.leaving() && member.task().isEmpty()) {
                tick.records(tick.records().without(member.name()));
            }
        }
    }

    private static void forget(LogstashTick tick, Member member) {
        if (member.state() instanceof MemberState.Pending) {
            tick.records(tick.records().without(member.name()));
        } else if (member.state() instanceof MemberState.Unreachable unreachable
                && !tick.now.isBefore(unreachable.since().plus(GIVEN_UP_AFTER))) {
            tick.abandonTaskOf(member);
            tick.records(tick.records().without(member.name()));
        }
    }

    /** Nothing follows from a list that could not be had. */
    private static boolean isGone(LogstashTick tick, Member member) {
        return tick.list()
                .map(AgentsView.Known::agents)
                .filter(agents -> agents.stream()
                        .noneMatch(agent -> member.home()
                                .filter(home -> home.id().equals(agent.agent().id()))
                                .isPresent()))
                .filter(agents -> member.home()
                        .filter(home -> !tick.memory.logstash.offering.containsKey(home.id()))
                        .isPresent())
                .isPresent();
    }
}

package org.mesoselk.scheduler.core.kibana;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * Tasks that are to be replaced, because somebody has asked for it or the scheduler has other options by now: one at a time
 * in each group. One that is ready is told to stop when all others of its group are. One that is not serves nobody: it goes
 * first, when no other that was replaced is still on its way.
 */
final class RollOutdated {

    private RollOutdated() {}

    static void into(KibanaTick tick) {
        tick.spec().counts().forEach((group, count) -> roll(tick, group, count));
    }

    private static void roll(KibanaTick tick, String group, int count) {
        List<Member> outdated = tick.stayingOf(group).stream()
                .filter(member -> !(member.state() instanceof MemberState.Stopping) && tick.isOutdated(member))
                .sorted(Comparator.comparing(tick::isReady).thenComparing(Member::ordinal))
                .toList();
        if (outdated.isEmpty()) {
            return;
        }
        Optional<String> obstacle = obstacle(tick, group, count, outdated.get(0));
        if (obstacle.isEmpty() && tick.mayChangeAnother()) {
            Member next = outdated.get(0);
            tick.put(next.with(new MemberState.Stopping(next.task().orElseThrow(), tick.now)));
        }
        outdated.stream()
                .skip(obstacle.isEmpty() ? 1 : 0)
                .forEach(member -> tick.wait(
                        "restart-next",
                        member.name(),
                        member.name() + " is replaced by a new task when "
                                + obstacle.orElse("the one before it is ready again")));
    }

    private static Optional<String> obstacle(KibanaTick tick, String group, int count, Member next) {
        if (!tick.mayLaunch(group)) {
            return Optional.of("a new one can be launched in group " + group);
        }
        if (!tick.hasAnswered(next)) {
            return Optional.of("Mesos has said what became of it");
        }
        boolean isReady = tick.isReady(next);
        if (isReady && tick.stayingOf(group).size() < count) {
            return Optional.of("the other instances of group " + group + " are there");
        }
        return tick.stayingOf(group).stream()
                .filter(other -> !other.name().equals(next.name()) && !tick.isReady(other))
                // Of those that are not ready and outdated too, one has to be the first.
                .filter(other -> isReady || !tick.isOutdated(other) || other.state() instanceof MemberState.Stopping)
                .findFirst()
                .map(other -> other.name() + " is ready");
    }
}

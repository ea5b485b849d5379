package org.mesoselk.scheduler.core.kibana;

import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * As many members as are wanted, each with the lowest ordinal that is free in its group. Those that leave are counted: there
 * are never more tasks than are wanted.
 */
final class GrowGroups {

    private GrowGroups() {}

    static void into(KibanaTick tick) {
        tick.spec().counts().forEach((group, count) -> grow(tick, group, count));
    }

    private static void grow(KibanaTick tick, String group, int count) {
        int present = tick.of(group).size();
        PrimitiveIterator.OfInt free = freeOrdinals(tick, group);
        for (int i = present; i < count && tick.mayChangeAnother(); i++) {
            tick.put(fresh(tick, group, free.nextInt()));
        }
        int staying = tick.stayingOf(group).size();
        if (staying < count && tick.of(group).size() == count) {
            tick.wait(
                    "leaving-first",
                    group,
                    "group " + group + " has " + staying + " of " + count
                            + " instances: the others are made when those that leave have ended");
        }
    }

    private static PrimitiveIterator.OfInt freeOrdinals(KibanaTick tick, String group) {
        Set<Integer> taken = tick.of(group).stream().map(Member::ordinal).collect(Collectors.toSet());
        return IntStream.iterate(0, next -> next + 1)
                .filter(next -> !taken.contains(next) && !isSpokenOf(tick, nameOf(group, next)))
                .iterator();
    }

    /** A task of that name may come back, which would be taken for this one's. */
    private static boolean isSpokenOf(KibanaTick tick, String name) {
        return tick.records().abandoned().values().stream()
                        .anyMatch(task -> task.memberName().equals(name))
                || tick.memory.foreignTasks.keySet().stream().anyMatch(id -> id.startsWith(name + "."));
    }

    private static String nameOf(String group, int ordinal) {
        return "kibana-" + group + "-" + ordinal;
    }

    private static Member fresh(KibanaTick tick, String group, int ordinal) {
        return new Member(
                nameOf(group, ordinal),
                group,
                ordinal,
                false,
                new Member.Goal.Stay(),
                new MemberState.Pending(tick.now, tick.now),
                Optional.empty(),
                0,
                Optional.empty());
    }
}

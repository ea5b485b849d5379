package org.mesoselk.scheduler.core.kibana;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Of more members than are wanted the newest leave that are not ready, then the newest that are. */
final class ChooseLeaving {

    private ChooseLeaving() {}

    static void into(KibanaTick tick) {
        tick.spec().counts().forEach((group, count) -> {
            List<Member> staying = tick.stayingOf(group);
            staying.stream()
                    .sorted(firstToLeave(tick))
                    .limit(Math.max(0, staying.size() - count))
                    .filter(member -> tick.mayChangeAnother())
                    .forEach(member -> tick.put(member.with(
                            new Member.Goal.Leave("scale-" + tick.spec().generation(), tick.now))));
        });
    }

    /** A member without a task is the newest of all: it has not even begun. */
    private static Comparator<Member> firstToLeave(KibanaTick tick) {
        return Comparator.comparing(tick::isReady)
                .thenComparing(
                        member -> member.task().map(TaskRef::launchedAt).orElse(Instant.MAX),
                        Comparator.<Instant>reverseOrder())
                .thenComparing(Member::ordinal, Comparator.<Integer>reverseOrder());
    }
}

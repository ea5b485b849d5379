package org.mesoselk.scheduler.core.kibana;

import org.mesoselk.scheduler.core.framework.StopTold;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Member;

/** A task that was given up and is back serves until its member has another one that does. */
final class StopSurplus {

    private StopSurplus() {}

    static void into(KibanaTick tick) {
        for (Abandoned task : Surplus.alive(tick)) {
            Member member = tick.records().members().get(task.memberName());
            boolean isReplaced = member == null || member.leaving() || tick.isReady(member);
            if (isReplaced || task.stopping().isPresent()) {
                StopTold.surplus(tick, task);
            } else {
                tick.wait(
                        "surplus-task",
                        task.task().id(),
                        "task " + task.task().id() + " came back on agent "
                                + task.task().agent().hostname() + " after it was given up: it goes on until "
                                + member.name() + " is ready");
            }
        }
    }
}

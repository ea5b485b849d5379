package org.mesoselk.scheduler.core.kibana;

import org.mesoselk.scheduler.core.model.Member;

/** A member that leaves is no more when its task has ended. */
final class ForgetLeft {

    private ForgetLeft() {}

    static void into(KibanaTick tick) {
        for (Member member : tick.leaving()) {
            if (member.task().isEmpty() && tick.mayChangeAnother()) {
                tick.records(tick.records().without(member.name()));
            }
        }
    }
}

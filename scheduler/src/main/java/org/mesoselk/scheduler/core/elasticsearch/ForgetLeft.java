package org.mesoselk.scheduler.core.elasticsearch;

final class ForgetLeft {
    private ForgetLeft() {}

    static void into(Tick tick) {
        tick.members();
    }
}

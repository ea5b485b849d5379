package org.mesoselk.scheduler.core.elasticsearch;

final class StopLeaving {
    private StopLeaving() {}

    static void into(Tick tick) {
        tick.members();
    }
}

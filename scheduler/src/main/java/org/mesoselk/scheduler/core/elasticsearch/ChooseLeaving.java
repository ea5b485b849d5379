package org.mesoselk.scheduler.core.elasticsearch;

final class ChooseLeaving {
    private ChooseLeaving() {}

    static void into(Tick tick) {
        tick.members();
    }
}

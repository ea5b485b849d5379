package org.mesoselk.scheduler.core.elasticsearch;

final class FinishOperation {
    private FinishOperation() {}

    static void into(Tick tick) {
        tick.members();
    }
}

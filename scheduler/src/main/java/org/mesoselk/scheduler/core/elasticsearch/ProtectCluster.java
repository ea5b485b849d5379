package org.mesoselk.scheduler.core.elasticsearch;

final class ProtectCluster {
    private ProtectCluster() {}

    static void into(Tick tick) {
        tick.members();
    }
}

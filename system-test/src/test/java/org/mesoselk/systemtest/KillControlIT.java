package org.mesoselk.systemtest;

/** One scheduler, one master, one ZooKeeper: whatever dies is started again. */
class KillControlIT extends KillMatrix {

    @Override
    Component[] components() {
        return new Component[] {Component.SCHEDULER, Component.MASTER, Component.ZOOKEEPER};
    }

    @Override
    Installation.Builder shape(Installation.Builder builder) {
        return builder.master("--zk-session-timeout", "5secs");
    }
}

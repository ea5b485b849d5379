package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;

/** A hit on one component of an installation, and what a host or an operator does about it. */
interface Blow {

    /** Whoever takes over is there before. */
    default void prepare() throws IOException {}

    /** At the moment that matters, and at once. */
    void strike();

    /** Until the others have noticed; where nobody need notice a stop, for a while. */
    void hold() throws IOException;

    /** SIGCONT, or a new start by whoever watches over the process. */
    void restore() throws IOException;

    static Blow of(Cell cell, Installation installation) {
        Signal signal = cell.signal();
        String victim = cell.phase().victim();
        return switch (cell.component()) {
            case ELASTICSEARCH ->
                new BlowToMember(
                        installation, signal, "Elasticsearch of " + victim, found -> found.isElasticsearchOf(victim));
            case EXECUTOR ->
                new BlowToMember(installation, signal, "executor of " + victim, found -> found.isExecutorOf(victim));
            case AGENT -> new BlowToAgent(installation, signal, victim);
            case AGENT_LOST -> new BlowToHost(installation, signal, victim);
            case SCHEDULER -> new BlowToScheduler(installation, signal);
            case LEADER -> new BlowToLeader(installation, signal, true);
            case STANDBY -> new BlowToLeader(installation, signal, false);
            case MASTER -> new BlowToMaster(installation, signal, false);
            case LEADING_MASTER -> new BlowToMaster(installation, signal, true);
            case ZOOKEEPER -> new BlowToZooKeeper(installation, signal);
        };
    }

    /** How long a stop lasts that nobody need notice: longer than the pauses between looks, pings and health checks. */
    static void aWhile() {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Await.until("ten seconds", Duration.ofSeconds(30), System::nanoTime, now -> now - end >= 0);
    }
}

package org.mesoselk.systemtest;

import java.time.Duration;
import java.util.Set;

/** Between whom packets are lost or late; and how soon, in {@link Partitioned}, that is found when it lasts. */
enum Link {
    /** Three heartbeats of the master, and one call that is under way. */
    SCHEDULER_MASTER("scheduler and master", Duration.ofSeconds(45 + 20), Set.of("not-subscribed")),
    /** The session, and the second in which the scheduler looks after its term. */
    SCHEDULER_ZOOKEEPER(
            "scheduler and ZooKeeper",
            Partitioned.SESSION.plusSeconds(1),
            Set.of("zookeeper-unavailable", "not-leading")),
    /** Each ping, and the one that has just been answered. */
    MASTER_AGENT(
            "master and agent",
            Partitioned.PING.multipliedBy(Partitioned.PINGS + 1),
            Set.of("task-unreachable", "replace-after", "node-still-listed")),
    /** The executor says it in its own log: a call of 20 s, or three attempts to connect of 5 s each and their pauses. */
    AGENT_EXECUTOR("executor and agent", Duration.ofSeconds(20), Set.of());

    private final String words;
    private final Duration found;
    private final Set<String> waits;

    Link(String words, Duration found, Set<String> waits) {
        this.words = words;
        this.found = found;
        this.waits = waits;
    }

    String words() {
        return words;
    }

    /** How long it takes at most until somebody says that the link does not work. */
    Duration found() {
        return found;
    }

    /** Names of waits, of which one says it. */
    Set<String> waits() {
        return waits;
    }
}

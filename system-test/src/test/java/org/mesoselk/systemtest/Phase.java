package org.mesoselk.systemtest;

/** What the framework is doing when the blow falls. Members go from 3 to 4 and back; es-default-3 comes and leaves. */
enum Phase {
    STEADY("in a steady cluster", 3, 3, "es-default-1"),
    SCALING_UP("while scaling up", 3, 4, "es-default-1"),
    DRAINING("while draining", 4, 3, "es-default-3"),
    ROLLING_IN("while rolling in a new member", 3, 4, "es-default-3"),
    BETWEEN_KILL_AND_CLEAR("between kill and clear", 4, 3, "es-default-3");

    private final String words;
    private final int before;
    private final int after;
    private final String victim;

    Phase(String words, int before, int after, String victim) {
        this.words = words;
        this.before = before;
        this.after = after;
        this.victim = victim;
    }

    String words() {
        return words;
    }

    /** Members wanted, and ready, when the phase begins. */
    int before() {
        return before;
    }

    /** Members wanted from the phase on. */
    int after() {
        return after;
    }

    /** The member whose process or agent is hit: the one that comes or leaves, where it is there. */
    String victim() {
        return victim;
    }
}

package org.mesoselk.systemtest;

/** What befalls a link. "There" is from the first of its two ends to the second. */
enum Fault {
    BRIEF("is cut for 1.5 s"),
    SILENT("drops everything silently"),
    LOST_THERE("loses what goes there"),
    LOST_BACK("loses what comes back"),
    DELAYED("takes 500 ms longer each way"),
    FLAPPING("flaps");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether it lasts until it is found; else nobody need notice. */
    boolean lasts() {
        return this == SILENT || this == LOST_THERE || this == LOST_BACK;
    }

    /** Whether it is too small for anybody to lose a session, a subscription or an agent by it. */
    boolean isHarmless() {
        return this == BRIEF || this == DELAYED;
    }
}

package org.mesoselk.scheduler.core.model;

/** Mesos' task states without the TASK_ prefix, and what they mean to a member. */
public enum TaskState {
    STAGING(Meaning.ALIVE),
    STARTING(Meaning.ALIVE),
    RUNNING(Meaning.ALIVE),
    KILLING(Meaning.ALIVE),
    FINISHED(Meaning.ENDED),
    FAILED(Meaning.ENDED),
    KILLED(Meaning.ENDED),
    ERROR(Meaning.ENDED),
    /** Never started: the offer or the agent was gone. */
    DROPPED(Meaning.ENDED),
    GONE(Meaning.ENDED),
    GONE_BY_OPERATOR(Meaning.ENDED),
    /** Only for frameworks that are not PARTITION_AWARE, and when an agent unregisters: not known to have ended. */
    LOST(Meaning.PERHAPS),
    UNREACHABLE(Meaning.PERHAPS),
    /** The master does not know the task (any more, or not yet). */
    UNKNOWN(Meaning.PERHAPS);

    /** PERHAPS is neither alive nor ended: nothing may be launched in its place without more evidence. */
    public enum Meaning {
        ALIVE,
        ENDED,
        PERHAPS
    }

    private final Meaning meaning;

    TaskState(Meaning meaning) {
        this.meaning = meaning;
    }

    public Meaning meaning() {
        return meaning;
    }
}

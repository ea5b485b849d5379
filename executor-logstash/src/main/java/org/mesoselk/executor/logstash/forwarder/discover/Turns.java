package org.mesoselk.executor.logstash.forwarder.discover;

/**
 * Which of the folders that have been at rest for long a look asks the file system about: all of them while they are
 * few, and in turn when they are many, so that a look costs no more than so much.
 */
final class Turns {

    /** Of folders at rest: those of a thousand sandboxes. */
    static final int A_LOOK = 2_000;

    private long look;
    private long each = 1;
    private long asked;

    /** Another look begins. */
    void next() {
        look++;
        each = Math.max(1, (asked + A_LOOK - 1) / A_LOOK);
        asked = 0;
    }

    /** Asked of every folder at rest, always in the same order. */
    boolean isDue() {
        return asked++ % each == look % each;
    }
}

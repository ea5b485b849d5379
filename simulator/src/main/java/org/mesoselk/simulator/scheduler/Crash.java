package org.mesoselk.simulator.scheduler;

/** The process dies here and now. An Error, so that the code that it interrupts does not handle it. */
final class Crash extends Error {
    Crash() {
        super("the scheduler process dies", null, false, false);
    }
}

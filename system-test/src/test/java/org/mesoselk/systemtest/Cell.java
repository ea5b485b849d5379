package org.mesoselk.systemtest;

/** One case of the kill matrix. */
record Cell(Component component, Signal signal, Phase phase) {

    /** Such as "SIGKILL of the executor while draining". */
    @Override
    public String toString() {
        return signal.words() + " " + component.words() + " " + phase.words();
    }
}

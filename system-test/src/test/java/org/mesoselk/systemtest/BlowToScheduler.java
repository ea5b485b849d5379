package org.mesoselk.systemtest;

import java.io.IOException;

/** On a scheduler that nobody stands by for. */
final class BlowToScheduler implements Blow {

    private final Installation installation;
    private final Signal signal;

    BlowToScheduler(Installation installation, Signal signal) {
        this.installation = installation;
        this.signal = signal;
    }

    @Override
    public void strike() {
        installation.scheduler().signal(signal.name());
    }

    @Override
    public void hold() {
        if (signal == Signal.STOP) {
            Blow.aWhile();
        }
    }

    @Override
    public void restore() throws IOException {
        if (signal == Signal.STOP) {
            installation.scheduler().signal("CONT");
        } else {
            installation.scheduler().exitCode();
            installation.startScheduler();
        }
    }
}

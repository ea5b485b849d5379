package org.mesoselk.systemtest;

import java.time.Duration;
import java.util.function.Predicate;

/** On one process of a member. The framework itself sees to its return. */
final class BlowToMember implements Blow {

    private final Installation installation;
    private final Signal signal;
    private final String what;
    private final Predicate<Processes.Found> wanted;
    private long pid;

    BlowToMember(Installation installation, Signal signal, String what, Predicate<Processes.Found> wanted) {
        this.installation = installation;
        this.signal = signal;
        this.what = what;
        this.wanted = wanted;
    }

    @Override
    public void strike() {
        pid = Await.often(
                        "one " + what,
                        Duration.ofMinutes(1),
                        () -> installation.processes().stream().filter(wanted).toList(),
                        found -> found.size() == 1)
                .get(0)
                .pid();
        Signals.send(signal.name(), pid);
    }

    @Override
    public void hold() {
        if (signal == Signal.STOP) {
            Blow.aWhile();
        }
    }

    @Override
    public void restore() {
        if (signal == Signal.STOP) {
            Signals.sendIfAlive("CONT", pid);
        }
    }
}

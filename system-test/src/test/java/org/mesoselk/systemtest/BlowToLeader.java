package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;

/** On one of two schedulers: the one that leads, or the one that stands by. */
final class BlowToLeader implements Blow {

    private final Installation installation;
    private final Schedulers schedulers;
    private final Signal signal;
    private final boolean leading;
    private int struck;

    BlowToLeader(Installation installation, Signal signal, boolean leading) {
        this.installation = installation;
        this.schedulers = installation.schedulers();
        this.signal = signal;
        this.leading = leading;
    }

    @Override
    public void prepare() throws IOException {
        for (int i = 0; i < 2; i++) {
            if (!schedulers.isStarted(i)) {
                schedulers.start(i);
            }
        }
        struck = leading ? awaitLeader() : 1 - awaitLeader();
    }

    private int awaitLeader() {
        return Await.until(
                "one of two schedulers leads",
                Duration.ofMinutes(1),
                () -> schedulers.leads(0) ? 0 : schedulers.leads(1) ? 1 : -1,
                leader -> leader >= 0);
    }

    @Override
    public void strike() {
        schedulers.program(struck).signal(signal.name());
    }

    @Override
    public void hold() {
        if (leading) {
            Await.until("the standby leads", Duration.ofMinutes(1), () -> schedulers.leads(1 - struck), leads -> leads);
        } else if (signal == Signal.STOP) {
            Blow.aWhile();
        }
    }

    @Override
    public void restore() throws IOException {
        if (signal == Signal.STOP) {
            schedulers.program(struck).signal("CONT");
        } else {
            schedulers.program(struck).exitCode();
            schedulers.start(struck);
        }
        Await.until(
                "one leads, the other stands by",
                Duration.ofMinutes(1),
                () -> {
                    installation.schedulers().supervise();
                    return schedulers.leads(1 - struck) && !schedulers.leads(struck) ? "so it is" : "not yet";
                },
                "so it is"::equals);
    }
}

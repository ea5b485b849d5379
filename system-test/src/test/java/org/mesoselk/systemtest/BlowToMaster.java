package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;

/** On the only master, or on the leading one of two. */
final class BlowToMaster implements Blow {

    private final Installation installation;
    private final Mesos mesos;
    private final Signal signal;
    private final boolean second;
    private int struck;

    BlowToMaster(Installation installation, Signal signal, boolean second) {
        this.installation = installation;
        this.mesos = installation.mesos();
        this.signal = signal;
        this.second = second;
    }

    @Override
    public void prepare() {
        if (second) {
            mesos.wantTwoMasters();
        }
        struck = Await.until("a leading master", Duration.ofMinutes(1), mesos::leadingMaster, found -> true);
        if (second) {
            mesos.awaitStandbyMaster(1 - struck);
        }
    }

    @Override
    public void strike() {
        mesos.signalMaster(struck, signal.name());
    }

    @Override
    public void hold() {
        if (second) {
            Await.until(
                    "the second master leads all agents",
                    Duration.ofMinutes(1),
                    () -> mesos.leadingMaster() == 1 - struck ? mesos.activeAgents() : -1,
                    active -> active == mesos.agents());
        } else if (signal == Signal.STOP) {
            Blow.aWhile();
        } else {
            Await.until(
                    "the scheduler says that it is not subscribed",
                    Duration.ofMinutes(1),
                    installation::status,
                    seen -> seen.path("waits").toString().contains("not-subscribed"));
        }
    }

    /** A master that was stopped for longer than its session ends by itself, and is started again by who watches. */
    @Override
    public void restore() throws IOException {
        if (signal == Signal.STOP) {
            mesos.signalMaster(struck, "CONT");
        } else {
            mesos.startMaster(struck);
        }
        if (second) {
            Await.until(
                    "the master that was hit stands by",
                    Duration.ofMinutes(1),
                    () -> {
                        mesos.supervise();
                        return mesos.standsBy(struck);
                    },
                    standsBy -> standsBy);
        }
    }
}

package org.mesoselk.systemtest;

import java.time.Duration;

/** On the only ZooKeeper server. It comes back on its port with its data. */
final class BlowToZooKeeper implements Blow {

    private final Installation installation;
    private final Signal signal;

    BlowToZooKeeper(Installation installation, Signal signal) {
        this.installation = installation;
        this.signal = signal;
    }

    @Override
    public void strike() {
        installation.zooKeeper().server(0).signal(signal.name());
    }

    @Override
    public void hold() {
        Await.until(
                "the scheduler says that ZooKeeper does not answer",
                Duration.ofMinutes(1),
                installation::status,
                seen -> seen.path("waits").toString().contains("zookeeper-unavailable"));
    }

    @Override
    public void restore() {
        if (signal == Signal.STOP) {
            installation.zooKeeper().server(0).signal("CONT");
        } else {
            installation.zooKeeper().server(0).exitCode();
            installation.zooKeeper().start(0);
        }
    }
}

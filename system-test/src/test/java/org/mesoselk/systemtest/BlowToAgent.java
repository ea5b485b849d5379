package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;

/** On the agent process that runs a member; its executors live on, and it comes back. */
final class BlowToAgent implements Blow {

    private final Installation installation;
    private final Signal signal;
    private final String member;
    private int agent;

    BlowToAgent(Installation installation, Signal signal, String member) {
        this.installation = installation;
        this.signal = signal;
        this.member = member;
    }

    @Override
    public void strike() {
        agent = Members.agentOf(installation, member);
        installation.mesos().signalAgent(agent, signal.name());
    }

    @Override
    public void hold() {
        Mesos mesos = installation.mesos();
        Await.until(
                "the master misses agent " + agent,
                Duration.ofMinutes(1),
                mesos::activeAgents,
                active -> active == mesos.agents() - 1);
    }

    @Override
    public void restore() throws IOException {
        if (signal == Signal.STOP) {
            installation.mesos().signalAgent(agent, "CONT");
        } else {
            installation.mesos().startAgent(agent);
        }
    }
}

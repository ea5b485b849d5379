package org.mesoselk.localmesos.agent;

import org.mesoselk.localmesos.link.ToMaster;

/** An agent's side of the link to its master; keeps trying until it is closed. */
interface MasterLink extends AutoCloseable {

    /** Begins to look for the master. */
    void start();

    /** Never waits. In the order given; lost when there is no link. */
    void send(ToMaster message);

    @Override
    void close();

    /** Makes a link for an agent. */
    interface Factory {
        MasterLink create(AgentOptions options, LinkListener listener);
    }
}

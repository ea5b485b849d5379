package org.mesoselk.localmesos.master;

import org.mesoselk.localmesos.link.ToAgent;

/** A registered agent's end of the line. */
interface AgentLink {

    void send(ToAgent message);

    void close();
}

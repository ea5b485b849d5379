package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;

/** Where an agent's state comes from. */
public interface StateSource {

    AgentState state() throws IOException;
}

package org.mesoselk.scheduler.logstash;

import org.mesoselk.scheduler.core.model.AgentsView;

/** Which agents there are now. A list that cannot be had is Unknown, never empty. */
public interface ListAgents {
    AgentsView list() throws InterruptedException;
}

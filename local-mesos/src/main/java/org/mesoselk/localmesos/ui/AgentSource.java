package org.mesoselk.localmesos.ui;

import java.util.List;

/** What an agent knows, for its pages. */
public interface AgentSource {

    AgentView self() throws InterruptedException;

    /** All whose sandboxes can be looked into, the newest first. */
    List<ExecutorView> executors() throws InterruptedException;

    /** The address of the agent's master, or where masters meet. */
    String master();
}

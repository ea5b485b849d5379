package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;

/** The master's list of agents, as it was asked last. */
public sealed interface AgentsView {

    /** When the answer, or none, had come. */
    Instant at();

    /** It could not be asked, or did not answer for all. Nothing follows from that: agents may be there or not. */
    record Unknown(Instant at, String cause) implements AgentsView {}

    /** All that are registered, and those that the master still expects after it was elected. */
    record Known(Instant at, List<ListedAgent> agents) implements AgentsView {}
}
